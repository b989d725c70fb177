using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Shadows;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>AWS IoT's data plane over HTTPS: the same paths, bodies and errors, under the house's sign-in.</summary>
public static class ThingApi
{
    private const string Tag = "Things";

    public static IEndpointRouteBuilder MapThingApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags(Tag).AllowAnonymous().DisableAntiforgery();
        api.MapGet("/things/{thing}/shadow", (string thing, string? name, HttpContext http, ThingDoor door, CancellationToken ct) =>
            ShadowAsync(http, door, thing, name, ShadowOperation.Get, ct)).WithName("GetThingShadow").WithSummary("A device's shadow, classic or named.");
        api.MapPost("/things/{thing}/shadow", (string thing, string? name, HttpContext http, ThingDoor door, CancellationToken ct) =>
            ShadowAsync(http, door, thing, name, ShadowOperation.Update, ct)).WithName("UpdateThingShadow").WithSummary("Merges into a device's shadow.");
        api.MapDelete("/things/{thing}/shadow", (string thing, string? name, HttpContext http, ThingDoor door, CancellationToken ct) =>
            ShadowAsync(http, door, thing, name, ShadowOperation.Delete, ct)).WithName("DeleteThingShadow").WithSummary("Deletes a device's shadow.");
        api.MapGet("/api/things/shadow/ListNamedShadowsForThing/{thing}", NamesAsync)
            .WithName("ListNamedShadowsForThing").WithSummary("The names of a device's named shadows, a page at a time.");

        api.MapGet("/things/{thing}/jobs", (string thing, HttpContext http, ThingDoor door, CancellationToken ct) =>
            JobAsync(http, door, new(thing, JobOperation.GetPending, null), [], ct)).WithName("GetPendingJobExecutions").WithSummary("What a device has to do.");
        api.MapPut("/things/{thing}/jobs/$next", (string thing, HttpContext http, ThingDoor door, CancellationToken ct) =>
            JobAsync(http, door, new(thing, JobOperation.StartNext, null), null, ct)).WithName("StartNextPendingJobExecution").WithSummary("Begins the next job.");
        api.MapGet("/things/{thing}/jobs/{jobId}", DescribeAsync).WithName("DescribeJobExecution").WithSummary("One job execution, or $next.");
        api.MapPost("/things/{thing}/jobs/{jobId}", (string thing, string jobId, HttpContext http, ThingDoor door, CancellationToken ct) =>
            JobAsync(http, door, new(thing, JobOperation.Update, jobId), null, ct)).WithName("UpdateJobExecution").WithSummary("Says how a job goes.");
        return routes;
    }

    private static Task<IResult> ShadowAsync(
        HttpContext http, ThingDoor door, string thing, string? name, ShadowOperation operation, CancellationToken ct) =>
        ShadowName.IsWord(thing, ShadowName.MaxThing) && (name is null || ShadowName.IsWord(name, ShadowName.MaxName))
            ? door.AskAsync(http, new ShadowTopic(new(thing, name), operation), ct)
            : Task.FromResult(ThingAnswers.Error(http, 400, "A thing's name has 1 to 128, a shadow's 1 to 64 characters of A-Z a-z 0-9 _ - :"));

    private static Task<IResult> DescribeAsync(
        string thing, string jobId, long? executionNumber, bool? includeJobDocument, HttpContext http, ThingDoor door, CancellationToken ct)
    {
        var asked = new JsonObject();
        if (executionNumber is not null) asked["executionNumber"] = executionNumber;
        if (includeJobDocument is not null) asked["includeJobDocument"] = includeJobDocument;
        return JobAsync(http, door, new(thing, JobOperation.Describe, jobId), Encoding.UTF8.GetBytes(asked.ToJsonString()), ct);
    }

    private static Task<IResult> JobAsync(HttpContext http, ThingDoor door, JobTopic request, byte[]? query, CancellationToken ct) =>
        JobTopic.TryParse(request.Address, out var topic)
            ? door.AskAsync(http, topic, query, ct)
            : Task.FromResult(ThingAnswers.Error(http, 400, "A job's id has 1 to 64 characters of A-Z a-z 0-9 _ -"));

    private static Task<IResult> NamesAsync(
        string thing, string? nextToken, int? pageSize, HttpContext http, ThingDoor door, TimeProvider time, CancellationToken ct) => door.NamesAsync(
        http,
        thing,
        names =>
        {
            var size = Math.Clamp(pageSize ?? 25, 1, 100);
            var rest = nextToken is null ? names : [.. names.Where(n => string.CompareOrdinal(n, nextToken) > 0)];
            var page = new JsonObject { ["results"] = new JsonArray([.. rest.Take(size).Select(n => (JsonNode?)n)]), ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds() };
            if (rest.Count > size) page["nextToken"] = rest[size - 1];
            return ThingAnswers.Json(page);
        },
        ct);
}
