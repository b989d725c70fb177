using IotLink.Core.Adapters;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>P1: durable appends of 200-byte records, beside the plainest loop of write and fsync with group commit.</summary>
internal static class AppendBench
{
    private const double Goal = 0.8;
    private const int RecordBytes = 200;
    private const int Outstanding = 8192;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSettings settings, CancellationToken ct)
    {
        var (reference, own) = await Rounds.AlternateAsync(settings.Rounds, () => ReferenceAsync(settings, ct), () => OwnAsync(settings, ct));
        return [BenchRow.AtLeast("P1", "durable append, 200 B records", "records/s", Goal, "a loop of write and fsync with group commit", reference, own)];
    }

    private static async Task<double> ReferenceAsync(BenchSettings settings, CancellationToken ct)
    {
        using var folder = settings.Fresh("reference");
        using var load = new AppendLoad(Outstanding);
        using var log = new ReferenceLog(Path.Combine(folder.Path, "log"), load.Durable);
        var record = new byte[RecordBytes];
        return await load.RunAsync(() => log.TryAppend(record), settings.Round, ct);
    }

    private static async Task<double> OwnAsync(BenchSettings settings, CancellationToken ct)
    {
        using var folder = settings.Fresh("own");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", folder.Path)]).Build();
        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        var log = services.GetRequiredService<IMessageWriter>();
        using var load = new AppendLoad(Outstanding);
        var message = new Message { Device = DeviceId.Parse("bench-0001", null), Payload = new byte[RecordBytes] };
        var tag = 0L;
        return await load.RunAsync(() => log.TryAppend(message, load, tag++), settings.Round, ct);
    }
}
