using IotLink.Core.Accounts;
using IotLink.Core.Conversion;
using IotLink.Core.Conversion.Framing;
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
        IReadOnlyList<HexField> fields = spec is null ? FieldsOf(reading) : FieldsOf(message, spec);
        return new(position, ingestedAt, message.Channel, message.Format, reading?.SpecVersion ?? spec?.Spec.Version ?? 0, message.Payload, fields);
    }

    /// <summary>The spec reads what the framing carries: where that lies in the frame, the fields lie too.</summary>
    private IReadOnlyList<HexField> FieldsOf(Message message, CompiledSpec spec)
    {
        var isFrame = message.Channel == Channel.Tcp || message.Type == MessageType.Tcp;
        var carried = isFrame && spec.Spec.Framing is { } framing ? new FrameScanner(framing).ReadOne(message.Payload).Payload : message.Payload;
        var offset = Math.Max(0, message.Payload.Span.IndexOf(carried.Span));
        return [.. spec.Trace(carried.Span, message.FPort).Fields.Where(f => f.Name is not null).Select(f => FieldOf(f) with { Offset = f.Offset + offset })];
    }

    private HexField FieldOf(TraceField field) => new(
        field.Metric ?? field.Name!,
        field.Offset,
        (field.Bit + field.Bits + 7) / 8,
        field.Raw ?? "",
        field.Value is null ? words["Missing"] : field.Value + (field.Unit is { Length: > 0 } unit ? Numbers.ThinSpace + Numbers.UnitSign(unit) : ""),
        field.Metric is null,
        field.Line);

    /// <summary>What needed no decoding has values, but no bytes of its own.</summary>
    private IReadOnlyList<HexField> FieldsOf(StoredReading? reading) => reading is null
        ? []
        : [.. reading.Metrics.Select(m => new HexField(m.Key, 0, 0, "", Numbers.Of(m.Value, specs.MetricOf(reading.Product, m.Key).Decimals, words)))];
}
