using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IotLink.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresShutdown))]

namespace IotLink.Tests.Support;

/// <summary>A private PostgreSQL in a temporary folder on a free port, started by the first test that wants it.</summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<Task<PostgresCluster?>> Started = new(StartAsync);

    private readonly string _binaries;
    private readonly string _folder;

    private PostgresCluster(string binaries, string folder, int port) => (_binaries, _folder, Port) = (binaries, folder, port);

    public int Port { get; }

    /// <returns>null when PostgreSQL is not installed.</returns>
    public static Task<PostgresCluster?> SharedAsync() => Started.Value;

    public static async Task StopAsync()
    {
        if (Started.IsValueCreated && await Started.Value is { } cluster)
        {
            await cluster.RunAsync("pg_ctl", "-D", cluster.Data, "-m", "immediate", "-w", "stop");
            Directory.Delete(cluster._folder, recursive: true);
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private static async Task<PostgresCluster?> StartAsync()
    {
        if (FindBinaries() is not { } binaries) return null;
        var folder = Directory.CreateTempSubdirectory("iotlink-pg-").FullName;
        var cluster = new PostgresCluster(binaries, folder, FreePort());
        if (Environment.IsPrivilegedProcess) await ExecuteAsync("chown", ["postgres", folder]);
        await cluster.RunAsync("initdb", "-D", cluster.Data, "-U", "iotlink", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        var settings = $"-F -p {cluster.Port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=32MB";
        await cluster.RunAsync("pg_ctl", "-D", cluster.Data, "-l", Path.Combine(folder, "log"), "-w", "-o", settings, "start");
        return cluster;
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(installed.OrderDescending().Select(version => Path.Combine(version, "bin")))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    /// <summary>PostgreSQL refuses to run as root: then as the user its package made.</summary>
    private Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(_binaries, program);
        return Environment.IsPrivilegedProcess
            ? ExecuteAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : ExecuteAsync(path, arguments);
    }

    private static async Task ExecuteAsync(string program, IEnumerable<string> arguments)
    {
        // Its output goes to a file: the server would hold a pipe open for as long as it lives.
        var output = Path.GetTempFileName();
        var shell = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var part in (string[])["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", output, program, .. arguments]) shell.ArgumentList.Add(part);
        using var process = Process.Start(shell)!;
        await process.WaitForExitAsync();
        var said = await File.ReadAllTextAsync(output);
        File.Delete(output);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Stops the cluster after the last test.</summary>
public sealed class PostgresShutdown : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresCluster.StopAsync();
}
