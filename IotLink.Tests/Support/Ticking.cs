using IotLink.Ingest.Gateways.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Support;

/// <summary>For what happens some ticks of the gateways' clock from now.</summary>
internal static class Ticking
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Lets the clock tick until the thing has happened.</summary>
    public static async Task TickUntilAsync(this FakeTimeProvider clock, Func<bool> happened)
    {
        using var inTime = new CancellationTokenSource(Patience);
        while (!happened())
        {
            if (inTime.IsCancellationRequested) throw new TimeoutException("It has not happened, and will not.");
            clock.Advance(ConnectionWatch.Interval);
            // The gateways run on the thread pool: let all that is due there go first.
            await Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        }
    }

    public static async Task TickUntilAsync(this FakeTimeProvider clock, Task happened)
    {
        await clock.TickUntilAsync(() => happened.IsCompleted);
        await happened;
    }
}
