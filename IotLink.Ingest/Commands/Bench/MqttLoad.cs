using System.Diagnostics;
using System.Net;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>Many connections, served by one thread. Close to free, so that what is measured is the server.</summary>
internal sealed class MqttLoad : IDisposable
{
    private readonly MqttConnection[] _connections;
    private readonly Epoll _ready = new();
    private readonly int _inFlight;
    private readonly int[] _waiting;

    private MqttLoad(MqttConnection[] connections, int inFlight)
    {
        (_connections, _inFlight, _waiting) = (connections, inFlight, new int[connections.Length]);
        for (var i = 0; i < connections.Length; i++) _ready.Watch(connections[i].Socket, i);
    }

    public long Sent { get; private set; }

    public long Acknowledged { get; private set; }

    public static async Task<MqttLoad> ConnectAsync(IPEndPoint server, IReadOnlyList<MqttClientPlan> plans, int inFlight, CancellationToken ct)
    {
        var connections = new List<MqttConnection>(plans.Count);
        foreach (var plan in plans) connections.Add(await MqttConnection.OpenAsync(server, plan, inFlight, ct));
        return new([.. connections], inFlight);
    }

    /// <summary>As fast as acknowledgements come, each connection with its messages in flight; then waits for the last ones.</summary>
    /// <returns>Acknowledged messages per second while it pushed.</returns>
    public Task<double> PushAsync(TimeSpan duration, CancellationToken ct) => OnOwnThread(() =>
    {
        for (var i = 0; i < _connections.Length; i++) Send(i, _inFlight - _waiting[i]);
        var (from, watch) = (Acknowledged, Stopwatch.StartNew());
        while (watch.Elapsed < duration && !ct.IsCancellationRequested) _ready.Wait(100, i => Send(i, Take(i)));
        var rate = (Acknowledged - from) / watch.Elapsed.TotalSeconds;
        Drain(ct);
        return rate;
    });

    /// <summary>At a steady rate, over the connections in turn; a connection that still waits for its turn is passed over.</summary>
    /// <returns>Acknowledged messages per second.</returns>
    public Task<double> PaceAsync(double perSecond, TimeSpan duration, CancellationToken ct) => OnOwnThread(() =>
    {
        var (from, watch, next) = (Acknowledged, Stopwatch.StartNew(), 0);
        for (var due = 0.0; watch.Elapsed < duration && !ct.IsCancellationRequested;)
        {
            for (var late = watch.Elapsed.TotalSeconds * perSecond; due < late; due++)
            {
                next = (next + 1) % _connections.Length;
                if (_waiting[next] < _inFlight) Send(next, 1);
            }

            _ready.Wait(1, i => Take(i));
        }

        var rate = (Acknowledged - from) / watch.Elapsed.TotalSeconds;
        Drain(ct);
        return rate;
    });

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
        _ready.Dispose();
    }

    private void Send(int i, int count)
    {
        if (count == 0) return;
        _connections[i].Send(count);
        _waiting[i] += count;
        Sent += count;
    }

    private int Take(int i)
    {
        var count = _connections[i].Acknowledged();
        _waiting[i] -= count;
        Acknowledged += count;
        return count;
    }

    private void Drain(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (Acknowledged < Sent && watch.Elapsed < TimeSpan.FromSeconds(30) && !ct.IsCancellationRequested) _ready.Wait(100, i => Take(i));
        if (Acknowledged < Sent) throw new EnvironmentException($"{Sent - Acknowledged} messages were never acknowledged.");
    }

    private static Task<double> OnOwnThread(Func<double> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
