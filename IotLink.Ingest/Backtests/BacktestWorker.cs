using System.Threading.Channels;
using IotLink.Core.Live;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Backtests;

/// <summary>Takes up backtests, one at a time, beside the live pipeline.</summary>
internal sealed partial class BacktestWorker(
    BacktestCarrier carrier, ILiveFeed live, IOptions<BacktestOptions> options, TimeProvider time, ILogger<BacktestWorker> log) : BackgroundService
{
    /// <summary>For what another process asked for; what is asked for in this one is heard of at once.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled) return;
        await Task.Yield();
        var asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var listening = live.Subscribe(LiveTopic.Backtests, TimeSpan.FromMilliseconds(200), () =>
        {
            asked.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await RunNextAsync(stoppingToken)) continue;
            await Task.WhenAny(asked.Reader.WaitToReadAsync(stoppingToken).AsTask(), Task.Delay(Pace, time, stoppingToken));
            asked.Reader.TryRead(out _);
        }
    }

    /// <returns>false when there was nothing to do.</returns>
    private async Task<bool> RunNextAsync(CancellationToken ct)
    {
        try
        {
            if (await carrier.TakeAsync(ct) is not { } job) return false;
            LogTaken(job.Id, job.Request.Document.ToString());
            await carrier.CarryOutAsync(job, ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(e);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Backtest {Job} of {Document} begins.")]
    private partial void LogTaken(string job, string document);

    [LoggerMessage(2, LogLevel.Error, "A backtest ended with a fault.")]
    private partial void LogFailed(Exception e);
}
