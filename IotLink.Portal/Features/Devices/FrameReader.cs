using IotLink.Core.Accounts;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Devices;

/// <summary>
/// Reads frames again for people, field by field, with the version of the spec that made their readings. What nothing is stored of is
/// read with today's.
/// </summary>
public sealed class FrameReader(TelemetryDesk telemetry, DocumentDesk documents, ProductSpecs specs, Words words)
{
    private readonly Dictionary<(ProductId, int), CompiledSpec?> _versions = [];

    public async Task<IReadOnlyList<FrameView>> RecentAsync(Viewer viewer, DeviceId device, int count, CancellationToken ct)
    {
        var views = new List<FrameView>();
        foreach (var frame in await telemetry.FramesAsync(viewer, device, count, ct) ?? []) views.Add(await ViewAsync(viewer, frame, frame.Readings[0].Product, ct));
        return views;
    }

    /// <returns>null when it is no longer kept or not the viewer's to see.</returns>
    public async Task<FrameView?> ReadAsync(Viewer viewer, DeviceId device, ProductId product, StreamPosition position, CancellationToken ct) =>
        await telemetry.FrameAsync(viewer, device, position, ct) is { } frame ? await ViewAsync(viewer, frame, product, ct) : null;

    private async Task<FrameView> ViewAsync(Viewer viewer, RawFrame frame, ProductId product, CancellationToken ct)
    {
        var (position, ingestedAt, message) = frame.Stored;
        var reading = frame.Readings.Count > 0 ? frame.Readings[0] : null;
        var today = specs.SpecOf(product);
        var spec = message.Format != PayloadFormat.Binary ? null : reading is null ? today : await SpecAsync(viewer, reading, ct);
        IReadOnlyList<HexField> fields = spec is null ? FieldsOf(reading) : FrameFields.Of(message, spec, words);
        return new(position, ingestedAt, message.Channel, message.Format, reading?.SpecVersion ?? spec?.Spec.Version ?? 0, message.Payload, fields)
        {
            Edition = reading?.Edition ?? 0,
            Today = message.Format == PayloadFormat.Binary ? today?.Spec.Version ?? 0 : 0,
            Marks = reading?.Marks ?? ReadingMarks.None,
        };
    }

    /// <returns>null when the version is not registered: the values are known then, their bytes are not.</returns>
    private async Task<CompiledSpec?> SpecAsync(Viewer viewer, StoredReading reading, CancellationToken ct)
    {
        if (specs.SpecOf(reading.Product) is { } today && today.Spec.Version == reading.SpecVersion) return today;
        var key = (reading.Product, reading.SpecVersion);
        if (_versions.TryGetValue(key, out var known)) return known;
        var text = await documents.ReadingSpecAsync(viewer, reading.Product, reading.SpecVersion, ct);
        var spec = text is null ? null : SpecDocument.Read(text).Spec;
        return _versions[key] = spec is null ? null : CompiledSpec.Compile(spec with { Version = reading.SpecVersion }, new(reading.Product));
    }

    /// <summary>What needed no decoding has values, but no bytes of its own.</summary>
    private IReadOnlyList<HexField> FieldsOf(StoredReading? reading) => reading is null
        ? []
        : [.. reading.Metrics.Select(m => new HexField(m.Key, 0, 0, "", Numbers.Of(m.Value, specs.MetricOf(reading.Product, m.Key).Decimals, words)))];
}
