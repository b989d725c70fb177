using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.DeadLetters;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>The pipeline's worker between the real log and the real stores in a folder, with a clock that stands still.</summary>
internal sealed class PipelineHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PipelineHost(ServiceProvider services) => _services = services;

    public FakeTimeProvider Clock => (FakeTimeProvider)Get<TimeProvider>();

    public FailingHotStore Hot => (FailingHotStore)Get<IHotStore>();

    public PipelineWorker Worker => Get<PipelineWorker>();

    public PipelineMetrics Metrics => Get<PipelineMetrics>();

    public IDeviceRegistry Registry => Get<IDeviceRegistry>();

    public IAlarmStore Alarms => Get<IAlarmStore>();

    public IQualityStore Quality => Get<IQualityStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Knows dev-1, hub-1 and child-1, all of prod-a and at one site; nobody is under a hub yet.</summary>
    public static Task<PipelineHost> StartAsync(TempFolder folder, params KeyValuePair<string, string?>[] settings) => StartAsync(folder, _ => { }, settings);

    /// <param name="instead">Puts other parts in the place of the usual ones.</param>
    public static async Task<PipelineHost> StartAsync(TempFolder folder, Action<IServiceCollection> instead, params KeyValuePair<string, string?>[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Folder", folder.Path), new("Storage:Log:LingerMilliseconds", "0"), .. settings])
            .Build();
        var parts = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Sample.Noon))
            .AddLogging()
            .AddMetrics()
            .AddIotLinkCore()
            .AddStorage(configuration)
            .AddSingleton<IHotStore>(s => new FailingHotStore(s.GetRequiredService<SqliteHotStore>()))
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<PipelineMetrics>()
            .AddSingleton<IPlanSource>(CataloguePlans.All)
            .AddSingleton<PipelineTurns>()
            .AddSingleton<PipelineWorker>()
            .AddDeadLetters(configuration);
        instead(parts);
        var services = parts.BuildServiceProvider();
        var host = new PipelineHost(services);
        var devices = new[] { "dev-1", "hub-1", "child-1" }.Select(id => Plant.Device(id, Plant.SiteA)).ToList();
        await services.GetRequiredService<IDeviceStore>().SaveAsync(Plant.With(devices), Sample.Noon, Ct);
        await host.Registry.RefreshAsync(Ct);
        await host.Worker.StartAsync(Ct);
        return host;
    }

    /// <summary>Appends, and waits until the messages are durable.</summary>
    /// <returns>Sequence of the last one.</returns>
    public async Task<long> AppendAsync(params IEnumerable<Message> messages)
    {
        var last = 0L;
        foreach (var message in messages) last = (await Get<IMessageWriter>().AppendAsync(message, Ct)).Sequence;
        return last;
    }

    /// <summary>Appends, and waits until the effects are stored.</summary>
    public async Task TakeAsync(params IEnumerable<Message> messages) => await Clock.TickUntilAsync(Hot.SavedAsync(await AppendAsync(messages)));

    /// <summary>Temperatures in order of arrival.</summary>
    public async Task<IReadOnlyList<double>> TemperaturesAsync(string device) =>
        [.. (await Hot.RecentAsync(Sample.Device(device), int.MaxValue, Ct)).Reverse().Select(r => r.Metrics["tempC"].Number!.Value)];

    public async Task<IReadOnlyList<Alarm>> AllAlarmsAsync() =>
        [.. (await Alarms.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Items.Select(row => row.Alarm)];

    public async ValueTask DisposeAsync()
    {
        await Worker.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    public T Of<T>()
        where T : notnull => Get<T>();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
