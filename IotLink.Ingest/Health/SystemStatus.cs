using IotLink.Core.Adapters;
using IotLink.Core.Health;
using IotLink.Core.Messages;
using IotLink.Ingest.DeadLetters;
using IotLink.Ingest.Gateways;
using IotLink.Ingest.Pipeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Health;

internal sealed class SystemStatus : ISystemStatus, IHostedService, IDisposable
{
    private static readonly Channel[] ChannelsShown = [Channel.Mqtt, Channel.Tcp, Channel.Rest];
    private readonly IPart[] _parts;
    private readonly GatewayMetrics _gateways;
    private readonly PipelineMetrics _pipeline;
    private readonly LetterMetrics _letters;
    private readonly GatewayAddresses _addresses;
    private readonly DirectoryInfo _folder;
    private readonly IServer _web;
    private readonly TimeProvider _time;
    private readonly Dictionary<Channel, Rate> _acknowledged;
    private readonly Rate _stored;
    private DateTimeOffset _startedAt;
    private ITimer? _everySecond;

    public SystemStatus(
        IEnumerable<IPart> parts,
        GatewayMetrics gateways,
        PipelineMetrics pipeline,
        LetterMetrics letters,
        GatewayAddresses addresses,
        IServer web,
        IOptions<StorageOptions> storage,
        TimeProvider time)
    {
        (_parts, _gateways, _pipeline, _letters, _addresses, _web, _time) = ([.. parts], gateways, pipeline, letters, addresses, web, time);
        _folder = new(storage.Value.Folder);
        _acknowledged = ChannelsShown.ToDictionary(c => c, c => new Rate(() => gateways.Acknowledged(c)));
        _stored = new(() => pipeline.Stored);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var second = TimeSpan.FromSeconds(1);
        _startedAt = _time.GetUtcNow();
        _everySecond = _time.CreateTimer(_ => TakeRates(), null, second, second);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public SystemSnapshot Now() => new(
        _time.GetUtcNow(),
        _startedAt,
        [.. _parts.Select(p => p.Status)],
        [.. ChannelsShown.Select(Figures)],
        Refused(),
        _stored.PerSecond,
        _pipeline.Stored,
        _pipeline.Raised,
        _pipeline.Lag,
        new DriveInfo(_folder.FullName).AvailableFreeSpace,
        _folder.Exists ? _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0) : 0)
    {
        DeadLetters = _letters.Figures,
    };

    public void Dispose() => _everySecond?.Dispose();

    private ChannelFigures Figures(Channel channel)
    {
        var word = channel.Word();
        var web = channel == Channel.Rest ? _web.Features.Get<IServerAddressesFeature>()?.Addresses : null;
        var bound = _addresses.All.Where(a => a.Key == word || a.Key == word + "s" || a.Key.StartsWith(word + "/", StringComparison.Ordinal));
        return new(
            word,
            string.Join(", ", web ?? bound.Select(a => a.Value.ToString())),
            _acknowledged[channel].PerSecond,
            _gateways.Acknowledged(channel),
            _gateways.Connections(channel));
    }

    private ReasonCount[] Refused() =>
    [
        .. _gateways.Refused().Concat(_gateways.RefusedLater())
            .GroupBy(r => r.Reason)
            .Select(g => new ReasonCount(g.Key, g.Sum(r => r.Count)))
            .OrderByDescending(r => r.Count),
    ];

    private void TakeRates()
    {
        _stored.Take();
        foreach (var rate in _acknowledged.Values) rate.Take();
    }
}
