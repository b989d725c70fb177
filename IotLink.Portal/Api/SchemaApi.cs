using IotLink.Core.Accounts;
using IotLink.Core.Documents;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Publishing;
using IotLink.Portal.Account;

namespace IotLink.Portal.Api;

/// <summary>The JSON Schemas of specs, contracts, rules, formulas and actions, for the editors of those who may see documents.</summary>
internal static class SchemaApi
{
    public static void MapSchemaApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/schemas/{kind:regex(^(spec|contract|rule|formula|action)$)}.json", Schema)
            .RequireAuthorization(ApiAccess.Policy).WithTags("Portal").WithName("GetSchema")
            .WithSummary("The JSON Schema (draft 2020-12) of a kind of document: spec, contract, rule, formula or action.");

    private static IResult Schema(string kind, HttpContext context) =>
        ViewerClaims.Viewer(context.User).May(Permission.ViewPublishedDocuments) && Enum.TryParse<DocumentKind>(kind, ignoreCase: true, out var known)
            ? Results.Text(VocabularySchema.Of(DocumentLanguages.Of(known)).ToJsonString(), "application/schema+json")
            : Results.Problem(statusCode: StatusCodes.Status404NotFound);
}
