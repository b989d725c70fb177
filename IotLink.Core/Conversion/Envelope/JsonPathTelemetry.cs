using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IotLink.Core.Conversion.Tables;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>JSON of a product's own shape: each metric stands where its path says.</summary>
internal sealed class JsonPathTelemetry
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };
    private readonly ConditionalWeakTable<JsonSpec, TextValues[]> _metrics = [];
    private readonly List<JsonElement> _elements = [];
    private readonly List<JsonElement> _found = [];

    public Refusal? Convert(in ConversionContext context, JsonSpec spec, int version)
    {
        var payload = context.Message.Payload;
        if (payload.Span.StartsWith("\uFEFF"u8)) payload = payload[3..];
        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            return Read(context, spec, version, document.RootElement);
        }
        catch (JsonException e)
        {
            return JsonShape.Malformed(payload.Span, e);
        }
        catch (InvalidOperationException)
        {
            return new(Reason.JsonMalformed, "A text is not valid Unicode.");
        }
    }

    private Refusal? Read(in ConversionContext context, JsonSpec spec, int version, JsonElement root)
    {
        if (spec.Each is null) _elements.Add(root);
        else JsonPathFinder.Find(spec.Each, root, root, _elements);
        var elements = _elements.ToArray();
        _elements.Clear();
        foreach (var element in elements)
        {
            if (Reading(context, spec, version, root, element) is { } refusal) return refusal;
        }

        return context.Readings.IsEmpty
            ? new(Reason.JsonShape, $"The message has none of the values the spec looks for: {string.Join(", ", spec.Metrics.Take(5).Select(m => m.Path.Text))}.")
            : null;
    }

    private Refusal? Reading(in ConversionContext context, JsonSpec spec, int version, JsonElement root, JsonElement element)
    {
        var device = context.Device;
        if (One(spec.Device, root, element) is { } name)
        {
            if (!DeviceId.TryParse(Word(name), out var id)) return Wrong(spec.Device!, name, "a device id");
            if (context.Speaks(id, out device) is { } stranger) return stranger;
        }

        DateTimeOffset? time = null;
        if (One(spec.Time, root, element) is { } when)
        {
            if (!TextValues.TryTime(Word(when) ?? "", spec.TimeForm, out var said)) return Wrong(spec.Time!, when, "a time");
            time = said;
        }

        var before = context.Batch.Readings.Length;
        var reading = device.Id == context.Device.Id ? context.AddOwn() : context.Add(device, device.Hub);
        context.Stamp(reading, time, null, null);
        reading.SpecVersion = version;
        var metrics = _metrics.GetValue(spec, static s => [.. s.Metrics.Select(m => new TextValues(m.Metric))]);
        for (var i = 0; i < metrics.Length; i++)
        {
            if (Metric(spec.Metrics[i].Path, metrics[i], root, element, reading) is { } refusal) return refusal;
        }

        if (reading.Metrics.Count == 0) context.Batch.TakeBackTo(before);
        return null;
    }

    private Refusal? Metric(JsonPath path, TextValues metric, JsonElement root, JsonElement element, Reading reading)
    {
        JsonPathFinder.Find(path, root, element, _found);
        var numbered = metric.Metric.Name.Contains("{_index}", StringComparison.Ordinal);
        for (var i = 0; i < _found.Count && (numbered || i == 0); i++)
        {
            var value = _found[i];
            if (value.ValueKind == JsonValueKind.Null) continue;
            var name = numbered ? metric.Metric.Name.Replace("{_index}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : metric.Metric.Name;
            if (!reading.Metrics.Schema.TryGetOrAdd(name, out var slot)) return new(Reason.SpecLimit, $"The product has {MetricSchema.MaxMetrics} metrics already.");
            if (value.ValueKind == JsonValueKind.Number && metric.Metric.Kind == MetricKind.Number) metric.SetNumber(reading.Metrics, slot, value.GetDouble());
            else if (Word(value) is not { } word || !metric.TrySet(reading.Metrics, slot, word, comma: false))
                return Wrong(path, value, metric.Metric.Kind switch { MetricKind.Number => "a number", MetricKind.Boolean => "true or false", _ => "a text" });
        }

        return null;
    }

    private JsonElement? One(JsonPath? path, JsonElement root, JsonElement element)
    {
        if (path is null) return null;
        JsonPathFinder.Find(path, root, element, _found);
        return _found.Count > 0 && _found[0].ValueKind != JsonValueKind.Null ? _found[0] : null;
    }

    /// <returns>null for an object or a list.</returns>
    private static string? Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static Refusal Wrong(JsonPath path, JsonElement value, string expected)
    {
        var shown = value.GetRawText();
        return new(Reason.JsonShape, $"{path.Text} is {(shown.Length > 40 ? shown[..40] + "..." : shown)}, expected {expected}.");
    }
}
