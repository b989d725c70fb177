using IotLink.Ingest.Gateways.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Support;

/// <summary>For what happens some ticks of the gateways' clock from now.</summary>
internal static class Ticking
{
    /// <summary>Lets the clock tick until the thing has happened.</summary>
    public static async Task TickUntilAsync(this FakeTimeProvider clock, Task happened)
    {
        while (!happened.IsCompleted)
        {
            clock.Advance(ConnectionWatch.Interval);
            await Task.Yield();
        }

        await happened;
    }
}
