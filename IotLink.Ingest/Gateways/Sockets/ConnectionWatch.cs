using System.Collections.Concurrent;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>A connection that can outstay its welcome.</summary>
internal interface IWatched
{
    /// <summary>Ends itself if it has been silent, or busy with one message, for too long. Called every second; must not throw.</summary>
    void Check(long now);
}

/// <summary>One clock for all connections, instead of a timer in each: idle, half-open and dribbling peers are found here.</summary>
internal sealed class ConnectionWatch(TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<IWatched, byte> _connections = new();

    public void Add(IWatched connection) => _connections[connection] = 0;

    public void Remove(IWatched connection) => _connections.TryRemove(connection, out _);

    public IEnumerable<T> Of<T>() => _connections.Keys.OfType<T>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Interval, clock);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                var now = clock.GetTimestamp();
                foreach (var (connection, _) in _connections) connection.Check(now);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
