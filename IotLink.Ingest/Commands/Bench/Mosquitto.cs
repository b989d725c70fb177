using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>The reference broker, started privately on a free port, keeping nothing on disk.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto", "/opt/homebrew/sbin/mosquitto"];
    private readonly Process _process;

    private Mosquitto(Process process, IPEndPoint address) => (_process, Address) = (process, address);

    public IPEndPoint Address { get; }

    public static string? Executable => Places.FirstOrDefault(File.Exists);

    public static async Task<Mosquitto> StartAsync(string folder, CancellationToken ct)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var config = Path.Combine(folder, "mosquitto.conf");
        await File.WriteAllTextAsync(
            config,
            $"listener {address.Port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_inflight_messages 0\nlog_dest none\n",
            ct);
        var process = Process.Start(new ProcessStartInfo(Executable!, ["-c", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await WhenListening(address, process, ct);
        return new(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task WhenListening(IPEndPoint address, Process process, CancellationToken ct)
    {
        for (var tries = 0; tries < 100 && !process.HasExited; tries++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(address, ct);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, ct);
            }
        }

        throw new EnvironmentException("mosquitto did not come up.");
    }
}
