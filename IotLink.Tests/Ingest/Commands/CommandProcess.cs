using System.Diagnostics;

namespace IotLink.Tests.Ingest.Commands;

/// <summary>
/// What <c>iotlink</c> answered in a process of its own. Where speed is asked for, the code must be compiled from what the command itself
/// does: in the tests' process the compiler has learned from thousands of other expressions and devices.
/// </summary>
internal static class CommandProcess
{
    public static async Task<CommandRun> RunAsync(params string[] args)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "iotlink.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
