using IotLink.Core.Live;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.History;

/// <summary>Takes up what people want of the past, one thing at a time, beside the live pipeline.</summary>
internal sealed partial class ReplayWorker(
    ReplayCarrier carrier, ILiveFeed live, IOptions<ReplayOptions> options, TimeProvider time, ILogger<ReplayWorker> log) : BackgroundService
{
    /// <summary>For what another process asked for; what is asked for in this one is heard of at once.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled) return;
        await Task.Yield();
        using var heard = new SemaphoreSlim(0);
        using var subscription = live.Subscribe(LiveTopic.History, TimeSpan.FromMilliseconds(200), () =>
        {
            if (heard.CurrentCount == 0) heard.Release();
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            var worked = false;
            try
            {
                if (await carrier.TakeAsync(stoppingToken) is { } job)
                {
                    worked = true;
                    LogTaken(job.Id, job.Request.Product.Value, job.State.ToString());
                    await carrier.CarryOutAsync(job, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!worked) await WaitAsync(heard, stoppingToken);
        }
    }

    private async Task WaitAsync(SemaphoreSlim heard, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Pace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await heard.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look, or the end.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Replay {Job} of {Product}: {State}.")]
    private partial void LogTaken(string job, string product, string state);

    [LoggerMessage(2, LogLevel.Error, "A replay ended with a fault.")]
    private partial void LogFailed(Exception e);
}
