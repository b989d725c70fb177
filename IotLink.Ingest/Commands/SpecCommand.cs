using System.CommandLine;
using IotLink.Core.Conversion;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink spec check</c>, <c>decode</c> and, in files of their own, <c>test</c> and <c>schema</c>.</summary>
internal static class SpecCommand
{
    private static readonly Argument<string> File = new("file") { Description = "The product's spec, a YAML file." };

    private static readonly Option<string> Hex = new("--hex")
    {
        Description = "The payload as hexadecimal digits; blanks do not count.",
        Required = true,
    };

    private static readonly Option<byte> Port = new("--fport") { Description = "The LoRaWAN port the payload came on, if any." };

    public static Command Build()
    {
        var check = new Command("check", "Reads product specs, runs the examples they bring along, and lists everything that is wrong with its line and column.") { DocumentCheck.Files };
        check.SetAction((given, ct) => DocumentCheck.RunAsync(given, Check, ct));
        var decode = new Command("decode", "Decodes one payload by a product's spec and tells field by field how.") { File, Hex, Port };
        decode.Validators.Add(given =>
        {
            if (given.GetValue(Hex) is { } hex && Bytes(hex) is null) given.AddError("--hex takes an even number of hexadecimal digits.");
        });
        decode.SetAction(DecodeAsync);
        return new("spec", "Works on the specs that say how a product's bytes become metrics.") { check, SpecTestCommand.Build(), decode, SchemaCommand.Of(DocumentKind.Spec), PublishCommand.Build(DocumentKind.Spec) };
    }

    private static object? Check(string text, List<DocumentFault> faults)
    {
        var document = SpecDocument.Read(text);
        faults.AddRange(document.Faults);
        if (document.Spec is not { } spec) return null;
        var results = SpecTests.Run(CompiledSpec.Compile(spec, new(spec.Product)));
        foreach (var result in results)
            faults.AddRange(result.Faults.Select(f => new DocumentFault("spec.test", $"Test '{result.Test.Name}': {f}.", result.Test.Place.Line, result.Test.Place.Column, "tests")));
        return new { product = spec.Product.Value, spec.Version, metrics = spec.Metrics.Select(m => m.Name), tests = results.Count };
    }

    private static async Task<int> DecodeAsync(ParseResult given, CancellationToken ct)
    {
        var document = SpecDocument.Read(await System.IO.File.ReadAllTextAsync(given.GetValue(File)!, ct));
        if (document.Spec is not { } spec)
        {
            Json.Print(given, new { document.Faults });
            return ExitCode.Faults;
        }

        var trace = CompiledSpec.Compile(spec, new(spec.Product)).Trace(Bytes(given.GetValue(Hex)!), given.GetValue(Port));
        Json.Print(given, new
        {
            product = spec.Product.Value,
            metrics = trace.Refusal is null ? trace.Fields.Where(f => f.Metric is not null).GroupBy(f => f.Metric!).ToDictionary(g => g.Key, g => g.Last().Value) : null,
            trace.Refusal,
            marks = trace.Marks,
            unread = trace.Unread,
            fields = trace.Fields,
        });
        return trace.Refusal is null ? ExitCode.Ok : ExitCode.Faults;
    }

    private static byte[]? Bytes(string hex)
    {
        var digits = string.Concat(hex.Where(c => !char.IsWhiteSpace(c)));
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }
}
