using System.Net.Sockets;

namespace IotLink.Ingest.Simulation;

/// <summary>Keeps one device talking: dial, send at its period, dial again with back-off when the session breaks.</summary>
/// <param name="children">Devices behind it: every other one reports in the hub's own message, the rest by messages of their own.</param>
internal sealed class DeviceRun(
    SimulatedDevice device, IReadOnlyList<SimulatedDevice> children, Func<IUplink> dial, FleetClock clock, FleetFigures figures)
{
    private readonly TimeSpan _period = device.Device.ReportingPeriod / clock.Rate;

    public async Task RunAsync(CancellationToken ct)
    {
        var backOff = new BackOff(device.Spread);
        await clock.WaitAsync(_period * device.Spread, ct);
        while (true)
        {
            try
            {
                await TalkAsync(backOff, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested
                && e is IOException or SocketException or HttpRequestException or TimeoutException or OperationCanceledException)
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
            foreach (var message in Due(number))
            {
                await uplink.SendAsync(message, ct);
                figures.CountSent();
            }

            if (number > 0) backOff.Reset();
            await clock.WaitAsync(_period, ct);
        }
    }

    private IEnumerable<Outgoing> Due(int number)
    {
        var (now, running) = (clock.Now, clock.Running);
        List<SimulatedDevice> due = [.. children.Where((child, i) => !child.IsSilent(running) && number % Every(child) == i % Every(child))];
        var within = due.Where((_, i) => i % 2 == 0).ToList();
        if (!device.IsSilent(running)) yield return device.Compose(now, running, number, within);
        foreach (var child in due.Except(within)) yield return child.Compose(now, running, number / Every(child), []);
    }

    /// <summary>A child reports once in so many messages of the hub.</summary>
    private int Every(SimulatedDevice child) => Math.Max(1, (int)(child.Device.ReportingPeriod / device.Device.ReportingPeriod));
}
