using System.CommandLine;
using IotLink.Core.Documents;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink spec schema</c>, and the same of contracts, rules and formulas.</summary>
internal static class SchemaCommand
{
    public static Command Of(DocumentKind kind)
    {
        var language = DocumentLanguages.Of(kind);
        var command = new Command("schema", $"Prints the JSON Schema (draft 2020-12) of a {language.Name}, for editors that complete and check YAML by one.");
        command.SetAction(given =>
        {
            Json.Print(given, VocabularySchema.Of(language));
            return ExitCode.Ok;
        });
        return command;
    }
}
