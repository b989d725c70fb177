using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Devices;
using IotLink.Ingest.History;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// P7: a past of frames, decoded again. Counted in processor time, so that neighbours do not count: frames per second of one core.
/// Scan: every frame of the archive read, its checksum compared, every record made a message. Spec: the same, and each message's bytes made
/// values. Decode: the same, and each message through all of the pipeline: contract, formulas, repeats and rules. Preview: the same, and compared with every stored reading. Apply: the same, and
/// written as a generation.
/// </summary>
internal static class HistoryBench
{
    private const int WarmUps = 2;
    private const int Devices = 500;
    private const double FramesPerSecond = 300_000;
    private const double OfScan = 0.5;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSettings settings, CancellationToken ct)
    {
        using var folder = settings.Fresh("history");
        await BenchPlant.SeedAsync(folder.Path, Devices, ct);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", folder.Path)]).Build();
        await using var services = new ServiceCollection().AddLogging().AddIotLinkCore().AddStorage(configuration)
            .AddSingleton<ReplayDocuments>().AddSingleton<ReplayScoper>().BuildServiceProvider();
        await services.GetRequiredService<IDeviceRegistry>().RefreshAsync(ct);
        var past = new BenchPast(services, settings.Frames);
        await past.MakeAsync(Devices, ct);
        var rates = new Dictionary<string, List<double>>();
        for (var round = 0; round < settings.Rounds + WarmUps; round++)
        {
            await Measure("scan", () => Task.FromResult(past.Scan(ct)));
            await Measure("spec", () => Task.FromResult(past.Convert(ct)));
            await Measure("decode", () => past.DecodeAsync(ct));
            await Measure("preview", () => past.CompareAsync(null, ct));
            await Measure("apply", () => past.WriteAsync(ct));
            // What the runtime compiles again while it runs is no part of what a frame costs.
            if (round < WarmUps) rates.Clear();
        }

        var (scan, decode) = (Rounds.Median(rates["scan"]), Rounds.Median(rates["decode"]));
        return
        [
            Absolute("decode history again", decode),
            OfPlainScan("decode history again, through the whole pipeline", decode),
            OfPlainScan("of that, bytes to values by the spec alone", Rounds.Median(rates["spec"])),
            Absolute("the same, compared with what is stored (preview)", Rounds.Median(rates["preview"])),
            Absolute("the same, and written as a generation (apply)", Rounds.Median(rates["apply"])),
        ];

        BenchRow OfPlainScan(string what, double rate) =>
            BenchRow.AtLeast("P7", what, "frames/s", OfScan, "plain scan of the archive with checksums", scan, rate);

        async Task Measure(string what, Func<Task<long>> work)
        {
            var before = Environment.CpuUsage.TotalTime;
            var frames = await work();
            var rate = frames / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            if (frames != settings.Frames) throw new InvalidOperationException($"{frames} of {settings.Frames} frames were met: {what}.");
            (rates.TryGetValue(what, out var all) ? all : rates[what] = []).Add(rate);
        }
    }

    private static BenchRow Absolute(string what, double rate) =>
        BenchRow.AtLeast("P7", what, "frames/s", 1, FormattableString.Invariant($"the goal, {FramesPerSecond:N0} frames/s per core"), FramesPerSecond, rate);
}
