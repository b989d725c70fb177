using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion;

/// <summary>What a spec makes of a test's message.</summary>
/// <param name="Readings">Of bytes the main reading alone, unless the test asks for all; of the rest all, in the order they are stored.</param>
/// <param name="Samples">Readings of the elements of a list, where the bytes were read by themselves.</param>
/// <param name="Time">What the message says itself; of several readings the first one's.</param>
internal sealed record SpecTestOutcome(
    Refusal? Refusal, IReadOnlyList<MetricValues> Readings, IReadOnlyList<MetricValues> Samples, ReadingMarks Marks, DateTimeOffset? Time)
{
    /// <summary>No message names a time after it; nor is it before any product that reports here.</summary>
    private static readonly DateTimeOffset Arrival = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SpecTestOutcome Of(CompiledSpec spec, SpecTest test)
    {
        var isRows = test.IsFrame && spec.Spec is { HasLayout: false, Csv: not null, Framing: not null };
        return isRows || test.Readings is not null || test.Input is SpecTestInput.Json or SpecTestInput.Csv ? Converted(spec, test) : Decoded(spec, test);
    }

    private static SpecTestOutcome Decoded(CompiledSpec spec, SpecTest test)
    {
        var (values, samples) = (new MetricValues(spec.Schema), new DecodedSamples());
        var marks = ReadingMarks.None;
        var payload = test.Bytes;
        var refusal = test.IsFrame ? Unframed(spec.Spec, ref payload) : null;
        refusal ??= spec.Decode(payload.Span, test.FPort, values, samples, out marks);
        return refusal is null ? new(null, [values], [.. samples.All.ToArray().Select(s => s.Values)], marks, TimeOf(samples.Time)) : Refused(refusal);
    }

    /// <summary>By the converter the pipeline uses.</summary>
    private static SpecTestOutcome Converted(CompiledSpec spec, SpecTest test)
    {
        var device = new Device(DeviceId.Parse("test", null), spec.Spec.Product, "");
        var message = new Message
        {
            Device = device.Id,
            Channel = test.IsFrame ? Channel.Tcp : Channel.Rest,
            Format = test.Input switch { SpecTestInput.Json => PayloadFormat.Json, SpecTestInput.Csv => PayloadFormat.Csv, _ => PayloadFormat.Binary },
            FPort = (byte)test.FPort,
            Payload = test.Bytes,
        };
        var batch = new TelemetryBatch();
        batch.Begin(0);
        if (new MessageConverter().Convert(new(default, Arrival, message), device, new SingleSpec(spec, device), batch, new()) is { } refusal) return Refused(refusal);
        var readings = batch.Readings.ToArray();
        return new(null, [.. readings.Select(r => r.Metrics)], [], readings.Aggregate(ReadingMarks.None, (marks, r) => marks | r.Marks), readings.Select(Said).FirstOrDefault());
    }

    private static SpecTestOutcome Refused(Refusal refusal) => new(refusal, [], [], ReadingMarks.None, null);

    private static DateTimeOffset? Said(Reading reading) =>
        reading.DeviceTimestamp ?? (reading.TimeSource == TimeSource.Ingest ? reading.HubTimestamp : reading.EventTime);

    private static Refusal? Unframed(ProductSpec spec, ref ReadOnlyMemory<byte> bytes)
    {
        if (spec.Framing is null) return new(Reason.FrameMalformed, "The spec has no 'framing'.");
        var frame = new FrameScanner(spec.Framing).ReadOne(bytes);
        bytes = frame.Payload;
        return frame.Refusal;
    }

    private static DateTimeOffset? TimeOf(double seconds) =>
        Math.Abs(seconds) < DateTimeOffset.MaxValue.ToUnixTimeSeconds() && seconds > DateTimeOffset.MinValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000))
            : null;
}
