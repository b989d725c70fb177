using System.Diagnostics;
using System.Text.RegularExpressions;
using IotLink.Tests.Support;

namespace IotLink.Tests.Endurance;

/// <summary>
/// The promise of the acknowledgement, on the real host: devices of every channel send as fast as they are answered while the host is
/// killed at random moments, and afterwards the stores hold each message once, in order, and each alarm once, and have counted each reading once.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed partial class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private const int Window = 8;
    private const string Hot = "temp-threshold-prod-a";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_survives_twenty_kills_once_and_in_order()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var folder = new TempFolder();
        using var host = new IngestProcess(folder.Path);
        using var http = new HttpClient { BaseAddress = host.Http };
        var devices = Devices(host, http);

        var worst = await RunAsync(host, http, devices, new Random(seed));

        await using var stored = new StoredPlant(folder.File("data"));
        Assert.Equal(stored.Messages, await stored.CheckpointAsync(Ct));
        Assert.Equal(0, await stored.DeadLettersAsync(Ct));
        var (readings, alarms) = (0, 0);
        foreach (var device in devices)
        {
            Assert.True(device.Acknowledged > Kills, $"{device.Id} hardly sent.");
            Assert.Equal(device.Sent, device.Acknowledged);
            var own = await stored.ReadingsAsync(device.Id, Ct);
            Assert.Equal(Enumerable.Range(0, device.Acknowledged), own.Select(Numbered.Of));
            readings += own.Count;

            var raised = await stored.AlarmsAsync(device.Id, Ct);
            var due = own.Where(r => Numbered.Raises(Numbered.Of(r), device.OwnTime)).Select(r => (Hot, r.Position));
            Assert.Equal(due, raised.Select(a => (a.Code, a.RaisedBy)));
            foreach (var alarm in raised) Assert.Equal(1, await stored.TimesRaisedAsync(alarm, Ct));
            alarms += raised.Count;
        }

        Assert.Equal(readings, await stored.CountedAsync(Ct));
        Print(
            $"{Kills} kills, {devices.Sum(d => d.Acknowledged)} messages acknowledged, {readings} stored, {devices.Sum(d => d.Resent)} sent again, "
            + $"{stored.Messages - readings} delivered twice and counted once, {alarms} alarms, worst time to be back {(int)worst.TotalMilliseconds} ms");
    }

    private static LoadDevice[] Devices(IngestProcess host, HttpClient http) =>
    [
        .. Range(1, 3, id => new LoadDevice(id, true, Window, ct => MqttWire.OpenAsync(host.Mqtt, id, "json", Numbered.JsonWithOwnTime, ct))),
        .. Range(4, 3, id => new LoadDevice(id, false, Window, ct => MqttWire.OpenAsync(host.Mqtt, id, "bin", Numbered.Bytes, ct))),
        .. Range(7, 4, id => new LoadDevice(id, false, Window, ct => TcpWire.OpenAsync(host.Tcp, id, ct))),
        .. Range(11, 2, id => new LoadDevice(id, false, 1, _ => Task.FromResult<IDeviceWire>(new RestWire(http, id)))),
    ];

    private static IEnumerable<LoadDevice> Range(int first, int count, Func<string, LoadDevice> make) =>
        Enumerable.Range(first, count).Select(n => make($"prod-a-{n:D4}"));

    /// <returns>The longest time from a kill until everything listened again.</returns>
    private static async Task<TimeSpan> RunAsync(IngestProcess host, HttpClient http, LoadDevice[] devices, Random random)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var quiet = new CancellationTokenSource();
        host.Start();
        await host.ReadyAsync(Ct);
        var load = Task.WhenAll(devices.Select(d => d.RunAsync(quiet.Token, over.Token)));
        var worst = TimeSpan.Zero;
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await AtRandomMomentAsync(random, load);
                var gone = Stopwatch.GetTimestamp();
                await host.KillAsync(Ct);
                host.Start();

                // Every fourth time it is killed again while it is still coming back.
                if (kill % 4 == 3) continue;
                await host.ReadyAsync(Ct);
                if (Stopwatch.GetElapsedTime(gone) is var back && back > worst) worst = back;
            }

            await host.ReadyAsync(Ct);
            await quiet.CancelAsync();
            await load.WaitAsync(TimeSpan.FromSeconds(60), Ct);
            await CaughtUpAsync(http);
            await host.StopAsync(Ct);
            return worst;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <summary>A load that fails meanwhile ends the test at once.</summary>
    private static async Task AtRandomMomentAsync(Random random, Task load)
    {
        var moment = Task.Delay(random.Next(300, 1500), Ct);
        if (await Task.WhenAny(moment, load) == load) await load;
    }

    /// <summary>The figures have come to rest. Whether that was everything is asked of the stores afterwards.</summary>
    private static async Task CaughtUpAsync(HttpClient http)
    {
        var (last, still) = ("", 0);
        while (still < 4)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(150), Ct);
            var figures = string.Join(' ', Figures().Matches(await http.GetStringAsync("/metrics", Ct)).Select(m => m.Groups[2].Value));
            still = figures == last ? still + 1 : 0;
            last = figures;
        }
    }

    private void Print(string text)
    {
        output.WriteLine(text);
        Console.Out.WriteLine(text);
    }

    [GeneratedRegex(@"^(iotlink_readings_stored_total|iotlink_messages_duplicate_total|iotlink_pipeline_lag_seconds)\S* (\S+)", RegexOptions.Multiline)]
    private static partial Regex Figures();
}
