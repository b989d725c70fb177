using System.Diagnostics;
using System.Globalization;
using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Endurance;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.Throughput;

/// <summary>
/// A million archived frames, decoded again on one core, beside plain reading of the same archive with its checksums. Prints what it takes;
/// the goal is gated by <c>iotlink bench</c>.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed class ReplayThroughputTests(ITestOutputHelper output)
{
    private const int Frames = 1_000_000;
    private const int Devices = 500;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_million_archived_frames_are_decoded_again()
    {
        using var folder = new TempFolder();
        using var log = MessageLog.Open(folder.Path, new() { SegmentBytes = 16 << 20 }, TimeProvider.System, NullLogger<MessageLog>.Instance);
        await FillAsync(log);
        var everything = new ArchiveQuery(0, 1, long.MaxValue);

        var (plain, decoded) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            plain.Add(Rate(() => log.Archive.Read(everything, Ct).Sum(run => (long)run.Count)));
            decoded.Add(Rate(() => Decode(log.Archive.Read(everything, Ct))));
        }

        var (reading, decoding) = (plain.Order().ElementAt(1), decoded.Order().ElementAt(1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"plain reading with checksums {reading:N0} frames/s; decoded again {decoding:N0} frames/s on one core; ratio {decoding / reading:F2}"));
    }

    /// <summary>Through the pipeline itself: framing taken off, decoded, checked, derived, late and repeated ones seen, rules run.</summary>
    private static long Decode(IEnumerable<IReadOnlyList<StoredMessage>> archive)
    {
        var registry = new FakeRegistry();
        for (var i = 0; i < Devices; i++) registry.With(Name(i));
        var pipeline = new TelemetryPipeline(registry, CataloguePlans.All, new(new Dictionary<IotLink.Core.Devices.DeviceId, DateTimeOffset>(), []));
        var effects = new PipelineEffects();
        var readings = 0L;
        foreach (var run in archive)
        {
            for (var next = 0; next < run.Count; next += 512)
            {
                effects.Begin(0);
                pipeline.Process(run, next, Math.Min(512, run.Count - next), effects);
                readings += effects.Telemetry.Readings.Length;
            }
        }

        return readings;
    }

    private static double Rate(Func<long> work)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal(Frames, work());
        return Frames / clock.Elapsed.TotalSeconds;
    }

    private static async Task FillAsync(MessageLog log)
    {
        var senders = Enumerable.Range(0, Devices).Select(i => Sample.Device(Name(i))).ToArray();
        var payloads = Enumerable.Range(0, 64).Select(i => Convert.FromHexString(FormattableString.Invariant($"01{20 + (i % 50):X2}0204{i:X2}030900040F"))).ToArray();
        var sink = new Counting();
        for (var i = 0; i < Frames; i++)
        {
            var message = new Message { Device = senders[i % Devices], Format = PayloadFormat.Binary, Payload = payloads[i % payloads.Length] };
            while (!log.TryAppend(message, sink, i)) await log.WaitForRoomAsync(Ct);
        }

        await sink.All.WaitAsync(TimeSpan.FromSeconds(60), Ct);
    }

    private static string Name(int device) => string.Create(CultureInfo.InvariantCulture, $"device-{device:D4}");

    private sealed class Counting : IAppendSink
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public Task All => _all.Task;

        public void Appended(long tag, StreamPosition position)
        {
            if (++_taken == Frames) _all.SetResult();
        }

        public void Failed(long tag, StreamUnavailableException reason) => _all.TrySetException(reason);

        public void Committed()
        {
        }
    }
}
