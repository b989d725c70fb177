using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Devices;

/// <summary>Reads frames again for people, field by field, with the spec the pipeline uses.</summary>
public sealed class FrameReader(TelemetryDesk telemetry, ProductSpecs specs, Words words)
{
    public async Task<IReadOnlyList<FrameView>> RecentAsync(Viewer viewer, DeviceId device, int count, CancellationToken ct) =>
        [.. (await telemetry.FramesAsync(viewer, device, count, ct) ?? []).Select(f => View(f, f.Readings[0].Product))];

    /// <returns>null when it is no longer kept or not the viewer's to see.</returns>
    public async Task<FrameView?> ReadAsync(Viewer viewer, DeviceId device, ProductId product, StreamPosition position, CancellationToken ct) =>
        await telemetry.FrameAsync(viewer, device, position, ct) is { } frame ? View(frame, product) : null;

    private FrameView View(RawFrame frame, ProductId product)
    {
        var (position, ingestedAt, message) = frame.Stored;
        var reading = frame.Readings.Count > 0 ? frame.Readings[0] : null;
        var spec = message.Format == PayloadFormat.Binary ? specs.SpecOf(product) : null;
        IReadOnlyList<HexField> fields = spec is null ? FieldsOf(reading) : FrameFields.Of(message, spec, words);
        return new(position, ingestedAt, message.Channel, message.Format, reading?.SpecVersion ?? spec?.Spec.Version ?? 0, message.Payload, fields)
        {
            Edition = reading?.Edition ?? 0,
            Marks = reading?.Marks ?? ReadingMarks.None,
        };
    }

    /// <summary>What needed no decoding has values, but no bytes of its own.</summary>
    private IReadOnlyList<HexField> FieldsOf(StoredReading? reading) => reading is null
        ? []
        : [.. reading.Metrics.Select(m => new HexField(m.Key, 0, 0, "", Numbers.Of(m.Value, specs.MetricOf(reading.Product, m.Key).Decimals, words)))];
}
