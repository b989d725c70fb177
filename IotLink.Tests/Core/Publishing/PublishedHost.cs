using IotLink.Core.Adapters.Relational;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Core.Publishing;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.Core.Publishing;

/// <summary>What one process has of the published documents: its own plans, follower and live feed on a store that others share.</summary>
internal sealed class PublishedHost : IAsyncDisposable
{
    private readonly PublishedFollower _follower;

    public PublishedHost(RelationalDatabase database, TimeProvider time)
    {
        Store = new DocumentStore(database);
        Plans = new(Store);
        Live = new(TimeProvider.System, NullLogger<LiveFeed>.Instance);
        Steps = new(Store, new AuditLog(database), Live, time);
        _follower = new(Plans, new(Store, time), Live, time, NullLogger<PublishedFollower>.Instance);
    }

    public IDocumentStore Store { get; }

    public PublishedPlans Plans { get; }

    public LiveFeed Live { get; }

    public DocumentSteps Steps { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Task StartAsync() => _follower.StartAsync(Ct);

    /// <summary>Done when this process runs that edition or a later one.</summary>
    public Task EditionAsync(long edition)
    {
        var there = new TaskCompletionSource();
        var watch = Live.Subscribe(LiveTopic.Documents, TimeSpan.Zero, () =>
        {
            if (Plans.Current.Edition >= edition) there.TrySetResult();
            return Task.CompletedTask;
        });
        if (Plans.Current.Edition >= edition) there.TrySetResult();
        return there.Task.ContinueWith(_ => watch.Dispose(), TaskScheduler.Default);
    }

    /// <summary>Writes, reviews and publishes a text, by the people it takes.</summary>
    public async Task<RegisteredDocument> PublishAsync(DocumentKey key, string text, CanaryScope? canary = null)
    {
        Did(await Steps.BeginAsync(Support.Lab.Author, key, text, Ct));
        var draft = Did(await Steps.SubmitAsync(Support.Lab.Author, key, "why", Ct)).Draft!;
        Did(await Steps.ApproveAsync(Support.Lab.Reviewer, key, draft.Hash, null, Ct));
        return Did(await Steps.PublishAsync(Support.Lab.Author, key, draft.Hash, canary, Ct));
    }

    /// <summary>Puts a text in force past every check, as an older IotLink with another language might have.</summary>
    public async Task ForceAsync(DocumentKey key, string text)
    {
        var step = DocumentLife.FromCatalogue(await Store.FindAsync(key, Ct), key, text, Support.Sample.Noon)!.Value;
        Assert.True(await Store.SaveAsync(step.Document!, step.Event, text, Ct));
    }

    public static RegisteredDocument Did(DocumentStep step)
    {
        Assert.True(step.Document is not null, $"{step.Refusal?.Detail} {string.Join(' ', step.Refusal?.Faults ?? [])}");
        return step.Document!;
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        Plans.Dispose();
    }
}
