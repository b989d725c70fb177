using System.Net.Sockets;

namespace IotLink.Tests.Endurance;

/// <summary>
/// A device that sends numbered messages as fast as it is acknowledged and keeps what is not. After a lost connection it sends that again
/// first, in its order, as real devices do.
/// </summary>
/// <param name="window">Messages that may be open.</param>
internal sealed class LoadDevice(string id, bool ownTime, int window, Func<CancellationToken, Task<IDeviceWire>> open)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);
    private readonly Queue<int> _open = new();

    public string Id => id;

    public bool OwnTime => ownTime;

    public int Sent { get; private set; }

    public int Acknowledged { get; private set; }

    public int Resent { get; private set; }

    /// <summary>Until <paramref name="quiet"/> is cancelled and nothing is open any more.</summary>
    public async Task RunAsync(CancellationToken quiet, CancellationToken ct)
    {
        await Task.Yield();
        while (!quiet.IsCancellationRequested || _open.Count > 0)
        {
            try
            {
                await SessionAsync(quiet, ct);
            }
            catch (Exception e) when (e is IOException or SocketException or HttpRequestException)
            {
                await Task.Delay(Patience, ct);
            }
        }
    }

    private async Task SessionAsync(CancellationToken quiet, CancellationToken ct)
    {
        using var wire = await open(ct);
        foreach (var number in _open)
        {
            Resent++;
            await wire.SendAsync(number, again: true, ct);
        }

        while (true)
        {
            while (_open.Count < window && !quiet.IsCancellationRequested)
            {
                _open.Enqueue(Sent);
                await wire.SendAsync(Sent++, again: false, ct);
            }

            if (_open.Count == 0) return;
            await wire.AcknowledgedAsync(_open.Peek(), ct);
            _open.Dequeue();
            Acknowledged++;
        }
    }
}
