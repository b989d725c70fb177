using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Conversion.Tables;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>Bytes into metrics by the product's spec; takes the framing off first where the message is a TCP frame.</summary>
internal sealed class PayloadDecoder
{
    private readonly DecodedSamples _samples = new();
    private readonly Dictionary<FramingSpec, FrameScanner> _scanners = new(ReferenceEqualityComparer.Instance);

    /// <summary>Raw bytes: a topic of format <c>bin</c>, an octet-stream, a TCP frame.</summary>
    public Refusal? Convert(in ConversionContext context)
    {
        var message = context.Message;
        var framed = message.Channel == Channel.Tcp || message.Type == MessageType.Tcp;
        if (framed && context.Specs.SpecOf(context.Device)?.Spec is { HasLayout: false, Csv: not null, Framing: { } framing })
        {
            var frame = ScannerOf(framing).ReadOne(message.Payload);
            return frame.Refusal ?? CsvTelemetry.Convert(context, frame.Payload.Span);
        }

        return Decode(context, message.Payload, framed, message.FPort, context.AddOwn(), default);
    }

    /// <param name="framed">The bytes are a whole TCP frame.</param>
    /// <param name="into">Its metrics are emptied first. It gets its time, and the batch further readings where the payload has several.</param>
    public Refusal? Decode(in ConversionContext context, ReadOnlyMemory<byte> bytes, bool framed, int fPort, Reading into, MessageTimes times)
    {
        if (context.Specs.SpecOf(context.Device) is not { } spec)
            return new(Reason.SpecMissing, $"No spec is published for product '{context.Device.Product}'.");
        if (framed && spec.Spec.Framing is { } framing)
        {
            var frame = ScannerOf(framing).ReadOne(bytes);
            if (frame.Refusal is { } refused) return refused;
            bytes = frame.Payload;
        }

        into.SpecVersion = spec.Spec.Version;
        if (spec.Decode(bytes.Span, fPort, into.Metrics, _samples, out var marks) is { } refusal) return refusal;
        into.Marks |= marks;
        if ((marks & ReadingMarks.Partial) != 0) context.Notes.Warn("The spec stopped at something it does not know; what came before is kept.");
        context.Stamp(into, Said(_samples.Time) ?? times.Device, times.Header, times.Hub);
        if (!_samples.All.IsEmpty) SampleReadings.Spread(context, into, _samples);
        return null;
    }

    private static DateTimeOffset? Said(double seconds) => double.IsNaN(seconds) ? null : Timestamps.FromMilliseconds(Math.Round(seconds * 1000));

    private FrameScanner ScannerOf(FramingSpec framing)
    {
        if (_scanners.TryGetValue(framing, out var scanner)) return scanner;
        // Specs are republished now and then for as long as the process lives.
        if (_scanners.Count == 1000) _scanners.Clear();
        return _scanners[framing] = new(framing);
    }
}
