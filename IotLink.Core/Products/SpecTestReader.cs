using System.Globalization;
using IotLink.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads one entry of <c>tests</c>.</summary>
internal static class SpecTestReader
{
    private static readonly string[] Outcomes = ["expect", "readings", "refuse"];

    public static SpecTest? Read(DocumentMap map, int index)
    {
        var name = map.Text("name") ?? $"test {(index + 1).ToString(CultureInfo.InvariantCulture)}";
        var (key, input, bytes) = SpecTestMessage.Read(map);
        var port = map.Integer("fport") ?? 0;
        if (port is < 0 or > 255) map.Fault("fport", "value.range", "Expected 1 to 255.");
        var refuse = map.Text("refuse");
        var expect = map.Has("expect") && map.Map("expect") is { } values ? Values(values) : null;
        var (samples, readings) = (Lists(map, "samples"), Lists(map, "readings"));
        if (Outcomes.Count(map.Has) != 1)
            map.Missing(Outcomes, "A test has 'expect' (values), 'readings' (values of several readings) or 'refuse' (a reason code).");
        if (samples is not null && (readings is not null || input is SpecTestInput.Json or SpecTestInput.Csv))
            map.Fault("samples", "test.samples", "'samples' are the elements of a list in bytes; say all of the message under 'readings'.");
        var test = new SpecTest
        {
            Name = name,
            Bytes = bytes ?? [],
            Input = input,
            FPort = (int)port,
            Expect = expect ?? [],
            Samples = samples,
            Readings = readings,
            Time = Time(map),
            IsPartial = map.Flag("partial") ?? false,
            Tolerance = map.Number("tolerance"),
            Stops = map.Flag("stops") ?? false,
            Refuse = refuse,
            Place = SpecReading.Place(map.Node(key) ?? new YamlScalarNode(), map.Path),
        };
        map.Done();
        return bytes is null ? null : test;
    }

    private static List<Dictionary<string, SpecTestValue?>>? Lists(DocumentMap map, string key) => map.Has(key) ? [.. map.Maps(key).Select(Values)] : null;

    private static DateTimeOffset? Time(DocumentMap map)
    {
        if (map.Text("time") is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        map.Fault("time", "value.type", "Expected a time such as 2026-11-23T14:00:00Z.");
        return null;
    }

    private static Dictionary<string, SpecTestValue?> Values(DocumentMap expect)
    {
        var values = new Dictionary<string, SpecTestValue?>(StringComparer.Ordinal);
        foreach (var name in expect.Keys.ToList())
        {
            if (expect.Node(name) is YamlScalarNode scalar) values[name] = Value(scalar);
            else expect.Fault(name, "value.type", "Expected a number, true, false, a text, or null for absent.");
        }

        return values;
    }

    /// <summary>What is quoted is a text; what is not is what it looks like.</summary>
    private static SpecTestValue? Value(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return new(null, null, text);
        return text switch
        {
            "null" or "~" or "" => null,
            "true" => new(null, true, null),
            "false" => new(null, false, null),
            _ => SpecReading.Number(text) is { } number ? new(number, null, null) : new(null, null, text),
        };
    }
}
