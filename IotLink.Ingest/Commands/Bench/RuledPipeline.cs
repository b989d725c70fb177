using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Pipeline;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// The pipeline's worker between the real log and the real stores, in this process: messages that are durable already are read, decoded,
/// checked, ruled and stored as fast as it goes. Each run has a folder of its own.
/// </summary>
/// <param name="devices">One for each product, sending in turn.</param>
internal sealed class RuledPipeline(BenchSettings settings, int devices, IReadOnlyList<DocumentInForce> documents) : IPlanSource
{
    /// <summary>Fewer than a second's messages are here; only the length of a run rests on it.</summary>
    private const int APerSecond = 50_000;

    private const int Together = 2_000;
    private readonly ConcurrentDictionary<ProductId, MetricSchema> _schemas = new();
    private PlansInForce? _plans;

    public PlansInForce Current => _plans ??= PlansInForce.Of(new(1, documents), SchemaOf);

    public MetricSchema SchemaOf(ProductId product) => _schemas.GetOrAdd(product, static p => new(p));

    public static ProductId ProductOf(int number) => ProductId.Parse(string.Create(CultureInfo.InvariantCulture, $"bench-{number}"), null);

    public static DeviceId DeviceOf(int number) => DeviceId.Parse(string.Create(CultureInfo.InvariantCulture, $"d-{number}"), null);

    /// <param name="length">About so long.</param>
    public async Task<RuledRun> RunAsync(TimeSpan length, CancellationToken ct)
    {
        _ = Current;
        var messages = Math.Max(devices, (int)(length.TotalSeconds * APerSecond));
        using var folder = settings.Fresh("rules");
        await using var services = Services(folder.Path);
        var store = services.GetRequiredService<IDeviceStore>();
        await store.SaveAsync(
            new([], [], [.. Enumerable.Range(0, devices).Select(n => new Device(DeviceOf(n), ProductOf(n), "bench"))]), TimeProvider.System.GetUtcNow(), ct);
        await services.GetRequiredService<IDeviceRegistry>().RefreshAsync(ct);
        await AppendAsync(services.GetRequiredService<IMessageWriter>(), messages, ct);

        var (worker, hot) = (services.GetRequiredService<PipelineWorker>(), services.GetRequiredService<IHotStore>());
        GC.Collect();
        var (begun, processor) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await worker.StartAsync(ct);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (await hot.CheckpointAsync(0, ct) < messages) await pace.WaitForNextTickAsync(ct);
        var run = new RuledRun(
            messages / TimeProvider.System.GetElapsedTime(begun).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / messages);
        await worker.StopAsync(ct);
        return run;
    }

    private ServiceProvider Services(string folder) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddLogging()
        .AddMetrics()
        .AddIotLinkCore()
        .AddStorage(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", folder)]).Build())
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<PipelineMetrics>()
        .AddSingleton<IPlanSource>(this)
        .AddSingleton<PipelineTurns>()
        .AddSingleton<PipelineWorker>()
        .BuildServiceProvider();

    private async Task AppendAsync(IMessageWriter writer, int messages, CancellationToken ct)
    {
        var start = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds();
        var together = new List<Task>(Together);
        for (var i = 0; i < messages; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $$$"""{"device_timestamp":{{{start + i}}},"data":{"metrics":{"m0":{{{20 + (i % 7)}}},"m1":21.5,"m2":22,"m3":23} } }""");
            together.Add(writer.AppendAsync(new() { Device = DeviceOf(i % devices), Payload = Encoding.UTF8.GetBytes(text) }, ct).AsTask());
            if (together.Count < Together) continue;
            await Task.WhenAll(together);
            together.Clear();
        }

        await Task.WhenAll(together);
    }
}

/// <param name="PerSecond">Messages stored a second.</param>
/// <param name="Processor">Microseconds of processor time for each, storing included.</param>
internal readonly record struct RuledRun(double PerSecond, double Processor);
