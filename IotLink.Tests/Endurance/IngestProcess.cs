using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IotLink.Tests.Endurance;

/// <summary>The real ingest host in a process of its own, on fixed ports and a folder of its own, to be killed and started again.</summary>
internal sealed partial class IngestProcess(string folder, params (string Name, string Value)[] settings) : IDisposable
{
    private const int Terminate = 15;
    private const int KeptLines = 200;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly int[] _ports = FreePorts(3);
    private Process? _process;
    private TaskCompletionSource _ready = new();

    public int Mqtt => _ports[0];

    public int Tcp => _ports[1];

    public Uri Http => new($"http://127.0.0.1:{_ports[2]}");

    /// <summary>What it said last; for a failing test's message.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    public void Start()
    {
        var ready = _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = _process = new() { StartInfo = Settings(), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The host ended: " + Output));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Completes when everything listens.</summary>
    public Task ReadyAsync(CancellationToken ct) => _ready.Task.WaitAsync(TimeSpan.FromSeconds(60), ct);

    /// <summary>SIGKILL: nothing of it gets to do anything any more.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _ready.TrySetCanceled(ct);
        _process!.Kill();
        await _process.WaitForExitAsync(ct);
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, as an orchestrator would.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        Assert.Equal(0, Signal(_process!.Id, Terminate));
        await _process.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromSeconds(60), ct);
        Assert.True(_process.ExitCode == 0, Output);
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
    }

    private ProcessStartInfo Settings()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "iotlink.dll"), "run"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = Http.ToString(),
                ["Storage__Folder"] = Path.Combine(folder, "data"),
                ["Demo__Fleet"] = "false",
                ["Demo__Devices"] = "40",
                ["Ingest__Mqtt__Port"] = $"{Mqtt}",
                ["Ingest__Mqtt__TlsPort"] = "-1",
                ["Ingest__Tcp__Port"] = $"{Tcp}",
            },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return start;
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_output.Count > KeptLines) _output.TryDequeue(out _);
        if (line.Contains("IotLink is ready", StringComparison.Ordinal)) ready.TrySetResult();
    }

    /// <summary>Below the range that outgoing connections take theirs from: a port that is free now must be free after every kill.</summary>
    private static int[] FreePorts(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(20_000, 30_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                ports.Add(port);
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }

        return [.. ports];
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
