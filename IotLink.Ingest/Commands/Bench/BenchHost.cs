using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>An ingest host of its own process, on free ports and a fresh folder, that knows the bench's devices.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly FreshFolder _folder;
    private readonly HttpClient _http;

    private BenchHost(Process process, FreshFolder folder, int mqtt, int http)
    {
        (_process, _folder) = (process, folder);
        Mqtt = new(IPAddress.Loopback, mqtt);
        _http = new() { BaseAddress = new($"http://127.0.0.1:{http}") };
    }

    public IPEndPoint Mqtt { get; }

    public string Folder => _folder.Path;

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="pipeline">false: messages are made durable and acknowledged, nothing more.</param>
    public static async Task<BenchHost> StartAsync(BenchSettings settings, int devices, bool pipeline, CancellationToken ct)
    {
        var folder = settings.Fresh("host");
        await BenchPlant.SeedAsync(folder.Path, devices, ct);
        var (mqtt, http) = (FreePort.Next(), FreePort.Next());
        var start = new ProcessStartInfo(Executable, [
            "run", $"--urls=http://127.0.0.1:{http}", $"--Storage:Folder={folder.Path}", $"--Ingest:Mqtt:Port={mqtt}", "--Ingest:Mqtt:TlsPort=-1",
            "--Ingest:Tcp:Port=-1", "--Ingest:Admission:RatePerDevice=0", $"--Ingest:Pipeline:Enabled={pipeline}", "--Logging:LogLevel:Default=Warning",
        ])
        { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        var process = Process.Start(start) ?? throw new EnvironmentException($"{Executable} did not start.");
        process.OutputDataReceived += (_, line) => settings.Progress.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => settings.Progress.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var host = new BenchHost(process, folder, mqtt, http);
        await host.ReadyAsync(ct);
        return host;
    }

    /// <summary>Readings in the store, as the host's own figures say.</summary>
    public async Task<long> StoredAsync(CancellationToken ct) =>
        (await _http.GetStringAsync("/metrics", ct)).Split('\n')
            .Where(line => line.StartsWith("iotlink_readings_stored_total", StringComparison.Ordinal))
            .Sum(line => (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>Waits until so many readings are stored.</summary>
    public async Task WhenStoredAsync(long readings, CancellationToken ct)
    {
        for (var watch = Stopwatch.StartNew(); await StoredAsync(ct) < readings; await Task.Delay(20, ct))
            if (watch.Elapsed > Patience) throw new EnvironmentException($"Only {await StoredAsync(ct)} of {readings} readings were stored in time.");
    }

    /// <summary>Waits until nothing more is being stored.</summary>
    public async Task WhenQuietAsync(CancellationToken ct)
    {
        for (long before = -1, now; (now = await StoredAsync(ct)) != before; before = now) await Task.Delay(200, ct);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static string Executable => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "iotlink.exe" : "iotlink");

    private async Task ReadyAsync(CancellationToken ct)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !_process.HasExited; await Task.Delay(50, ct))
        {
            try
            {
                using var answer = await _http.GetAsync("/healthz/ready", ct);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        await DisposeAsync();
        throw new EnvironmentException("The ingest host did not come up.");
    }
}
