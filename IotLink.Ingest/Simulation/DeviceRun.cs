using System.Net.Sockets;

namespace IotLink.Ingest.Simulation;

/// <summary>Keeps one device talking: dial, send at its period, dial again with back-off when the session breaks.</summary>
internal sealed class DeviceRun(
    SimulatedDevice device, IReadOnlyList<SimulatedDevice> children, Func<IUplink> dial, FleetClock clock, FleetFigures figures)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var backOff = new BackOff(device.Spread);
        await clock.WaitAsync(device.Product.Period * device.Spread / clock.Rate, ct);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await TalkAsync(backOff, ct);
            }
            catch (Exception e) when (e is IOException or SocketException or HttpRequestException or TimeoutException
                || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                figures.CountLost();
            }

            await clock.WaitAsync(backOff.Next(), ct);
        }
    }

    private async Task TalkAsync(BackOff backOff, CancellationToken ct)
    {
        await using var uplink = dial();
        await uplink.OpenAsync(ct);
        figures.CountSession();
        for (var number = 0; ; number++)
        {
            if (!device.IsSilent(clock.Running))
            {
                await uplink.SendAsync(device.Compose(clock.Now, clock.Running, number, children), ct);
                figures.CountSent();
            }

            if (number > 0) backOff.Reset();
            await clock.WaitAsync(device.Product.Period / clock.Rate, ct);
        }
    }
}
