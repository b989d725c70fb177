using IotLink.Core.Conversion;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

/// <summary>Specs for tests: from text or from the catalogue, compiled against a schema of their own.</summary>
internal static class Specs
{
    public static CompiledSpec Of(string yaml)
    {
        var document = SpecDocument.Read(yaml);
        Assert.True(document.Spec is not null, string.Join("\n", document.Faults));
        return CompiledSpec.Compile(document.Spec, new(document.Spec.Product));
    }

    /// <summary>A big-endian spec with this <c>seq</c> (and whatever follows it at the same indentation).</summary>
    public static CompiledSpec OfSeq(string seq) => Of("meta: {id: test, endian: be}\n" + seq);

    public static CompiledSpec Catalogue(string file)
    {
        var document = ProductCatalog.Read(file);
        Assert.True(document.Spec is not null, string.Join("\n", document.Faults));
        return CompiledSpec.Compile(document.Spec, new(document.Spec.Product));
    }

    public static Decoded Decode(this CompiledSpec spec, string hex, int fPort = 0)
    {
        var values = new MetricValues(spec.Schema);
        var refusal = spec.Decode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), fPort, values, out var marks);
        return new(Snapshot(values), refusal, marks);
    }

    public static Dictionary<string, object> Snapshot(MetricValues values)
    {
        var all = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var slot = 0; slot < values.Extent; slot++)
        {
            if (values.KindOf(slot) == MetricKind.Absent) continue;
            all[values.Schema.NameOf(slot)] = values.KindOf(slot) switch
            {
                MetricKind.Text => values.TextAt(slot)!,
                MetricKind.Boolean => values.NumberAt(slot) != 0,
                _ => values.NumberAt(slot),
            };
        }

        return all;
    }
}

internal sealed record Decoded(Dictionary<string, object> Values, Refusal? Refusal, ReadingMarks Marks)
{
    public object? this[string name] => Values.GetValueOrDefault(name);
}
