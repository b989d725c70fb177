using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IotLink.Tests.Support;

/// <summary>A program in <c>e2e/counterparts</c>, made of other people's packages. Without Node or its packages the test is skipped visibly; in CI it fails.</summary>
internal sealed class NodeCounterpart : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private NodeCounterpart(Process process) => _process = process;

    public int Port { get; private set; }

    public static async Task<NodeCounterpart> StartAsync(string script, object settings, CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root, "e2e");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "smtp-server"))) Missing("The packages of e2e are not installed: npm ci in e2e.");
        var start = new ProcessStartInfo("node", Path.Combine("counterparts", script))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["COUNTERPART"] = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Missing("Node is not installed.");
        }

        var counterpart = new NodeCounterpart(process!);
        counterpart.Port = (int)(await counterpart.ReadAsync(ct))["port"]!;
        return counterpart;
    }

    /// <summary>The next thing it says it was sent.</summary>
    public async Task<JsonNode> ReadAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"The counterpart ended with {_process.ExitCode}.");
        return JsonNode.Parse(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(what);
        Assert.Skip(what);
    }
}
