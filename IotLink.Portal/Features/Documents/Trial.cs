using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Documents;

/// <summary>One message read with one spec, by the converter the pipeline uses, and nothing stored.</summary>
/// <param name="Fields">Which bytes became what; empty for what is no bytes.</param>
/// <param name="Unread">Bytes at the end that nothing read.</param>
public sealed record Trial(Refusal? Refusal, IReadOnlyList<HexField> Fields, IReadOnlyList<TrialValue> Values, int Unread, IReadOnlyList<string> Warnings)
{
    public static Trial Of(Message message, CompiledSpec spec, DateTimeOffset now, Words words)
    {
        var device = new Device(message.Device == default ? DeviceId.Parse("trial", null) : message.Device, spec.Spec.Product, "");
        var (batch, notes) = (new TelemetryBatch(), new ConversionNotes());
        batch.Begin(0);
        var stored = new StoredMessage(default, now, message with { Device = device.Id, Product = null, Refusal = null });
        var refusal = new MessageConverter().Convert(stored, device, new SingleSpec(spec, device), batch, notes);
        var values = new List<TrialValue>();
        foreach (var reading in batch.Readings) Collect(reading, batch.Readings.Length > 1, spec.Spec, values, words);
        var isBinary = message.Format == PayloadFormat.Binary;
        return new(refusal, isBinary ? FrameFields.Of(message, spec, words) : [], values, isBinary ? FrameFields.Unread(message, spec) : 0, [.. notes.Warnings]);
    }

    private static void Collect(Reading reading, bool isOneOfMany, ProductSpec spec, List<TrialValue> values, Words words)
    {
        var metrics = reading.Metrics;
        for (var slot = 0; slot < metrics.Extent; slot++)
        {
            var kind = metrics.KindOf(slot);
            if (kind == MetricKind.Absent) continue;
            var name = metrics.Schema.NameOf(slot);
            var unit = spec.Metrics.FirstOrDefault(m => m.Name == name)?.Unit;
            var number = kind == MetricKind.Number ? metrics.NumberAt(slot) : (double?)null;
            var boolean = kind == MetricKind.Boolean ? metrics.NumberAt(slot) != 0 : (bool?)null;
            var text = number is { } n ? Numbers.Measure(n, null, unit) : boolean is { } b ? words.Bool(b) : metrics.TextAt(slot)!;
            values.Add(new(isOneOfMany ? $"{reading.Index + 1}: {name}" : name, name, number, boolean, kind == MetricKind.Text ? metrics.TextAt(slot) : null, text));
        }
    }
}

/// <summary>A value that came out.</summary>
/// <param name="Label">What the row is called: the metric, and of which reading when there are several.</param>
/// <param name="Shown">With its unit, as people read it.</param>
public sealed record TrialValue(string Label, string Metric, double? Number, bool? Boolean, string? Text, string Shown);

/// <summary>One row of published against draft.</summary>
/// <param name="Before">null when the published spec gives no such value.</param>
/// <param name="After">null when the draft gives none.</param>
public sealed record TrialRow(string Label, string? Before, string? After)
{
    public bool IsChanged => Before != After;

    /// <summary>In the draft's order, then what only the published one gives.</summary>
    public static IReadOnlyList<TrialRow> Compare(Trial? published, Trial? draft)
    {
        var before = published?.Values.ToDictionary(v => v.Label, v => v.Shown, StringComparer.Ordinal) ?? [];
        var after = draft?.Values ?? [];
        return
        [
            .. after.Select(v => new TrialRow(v.Label, before.GetValueOrDefault(v.Label), v.Shown)),
            .. before.Where(b => after.All(v => v.Label != b.Key)).Select(b => new TrialRow(b.Key, b.Value, null)),
        ];
    }
}
