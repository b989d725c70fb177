using IotLink.Core;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Shadows;
using IotLink.Core.Streams;
using IotLink.Core.Things;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Gateways.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IotLink.Tests.Support;

/// <summary>All gateways on free ports, between real sockets and a stream in memory.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, HeldStream stream) => (_app, Stream) = (app, stream);

    public HeldStream Stream { get; }

    public GatewayMetrics Metrics => _app.Services.GetRequiredService<GatewayMetrics>();

    public IDeviceLink Link => _app.Services.GetRequiredService<IDeviceLink>();

    public Uri Web => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayHost> StartAsync(
        IDeviceRegistry registry,
        HeldStream? stream = null,
        TimeProvider? clock = null,
        Action<IServiceCollection>? services = null,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"), new("Ingest:Mqtt:Port", "0"), new("Ingest:Tcp:Port", "0"),
            new("Ingest:Admission:RatePerDevice", "0"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        stream ??= new();
        builder.Services.AddSingleton<IMessageWriter>(stream).AddSingleton<IMessageReader>(stream).AddSingleton(registry);
        if (clock is not null) builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<IPlanSource>(CataloguePlans.All);
        var things = new MemoryThings();
        builder.Services.AddSingleton(things).AddSingleton<IShadowStore>(things).AddSingleton<IJobStore>(things).AddSingleton<IThingChanges>(things);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILiveFeed, LiveFeed>();
        builder.Services.AddThings();
        services?.Invoke(builder.Services);
        builder.Services.AddGateways(builder.Configuration);
        var app = builder.Build();
        app.MapDeviceApi();
        app.MapThingApi();
        var host = new GatewayHost(app, stream);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return host;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public int Port(string name) =>
        Services.GetRequiredService<GatewayAddresses>().Find(name)?.Port ?? throw new InvalidOperationException($"{name} is not bound.");

    public long Refused(Channel channel, string? reason = null) =>
        Metrics.Refused().Where(r => r.Channel == channel && (reason is null || r.Reason == reason)).Sum(r => r.Count);

    public async ValueTask DisposeAsync()
    {
        // Nothing a test holds back may keep the host from stopping.
        Stream.IsHolding = false;
        Stream.Release();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
