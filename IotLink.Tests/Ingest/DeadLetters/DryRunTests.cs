using IotLink.Core.DeadLetters;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Tests.Ingest.Pipeline;
using IotLink.Tests.Support;
using static IotLink.Tests.Ingest.DeadLetters.LetterHost;

namespace IotLink.Tests.Ingest.DeadLetters;

public sealed class DryRunTests
{
    private static readonly LetterSignature NoMatch = new(Reason.SpecNoMatch, Sample.Product("prod-a"), 1);

    private static string Published => ProductCatalog.Documents.First(d => d.Key == DocumentKey.SpecOf(Sample.Product("prod-a"))).Text;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_tells_what_would_come_and_changes_nothing()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.At(1, 70, Stranger), Piping.At(2, 95, Stranger), Piping.At(3, 70, "dev-8"));
        await at.RegisterAsync();

        var job = await at.DoAsync(LetterAction.Try);

        var result = Assert.Single(job.Results);
        Assert.Equal(("published", 2, 1, 1), (result.Spec, result.Passed, result.Failed, result.Alarms));
        var failure = Assert.Single(result.Failures);
        Assert.Equal((Reason.DeviceUnknown, 1, 3L), (failure.Code, failure.Count, failure.At.Sequence));
        var metric = Assert.Single(result.Metrics, m => m.Name == "tempC");
        Assert.Equal((2, 70.0, 95.0, "95"), (metric.Count, metric.Min, metric.Max, metric.Last));
        Assert.Equal([Stranger, Stranger], result.Samples.Select(s => s.Device));
        Assert.Equal(3, (await at.StatesAsync())[LetterState.Open]);
        Assert.All((await at.Letters.ListAsync(new(), 0, 10, Ct)).Items, l => Assert.Equal(0, l.Attempts));
        Assert.Empty(await at.Host.TemperaturesAsync(Stranger));
        Assert.Empty(await at.Host.AllAlarmsAsync());
    }

    [Fact]
    public async Task A_draft_shows_whether_it_would_help()
    {
        await using var at = await StartAsync();
        await at.Host.TakeAsync(Piping.Bytes("7f4e"));
        var group = Assert.Single(await at.Letters.GroupsAsync(Ct)).Signature;
        var draft = Published.Replace("0x01: {id", "0x7f: {id", StringComparison.Ordinal);
        Assert.NotEqual(Published, draft);

        var job = await at.DoAsync(LetterAction.Try, LetterSelection.Of(group), SpecChoice.OfDraft(draft));
        var now = await at.DoAsync(LetterAction.Try, LetterSelection.Of(group));

        Assert.Equal(("draft", true, 1, 0), (job.Results[0].Spec, job.Results[0].IsDraft, job.Results[0].Passed, job.Results[0].Failed));
        Assert.Equal((0, 1), (now.Results[0].Passed, now.Results[0].Failed));
    }

    [Fact]
    public async Task A_draft_with_faults_says_which()
    {
        await using var at = await StartAsync();
        var job = await at.DoAsync(LetterAction.Try, LetterSelection.Of(NoMatch), SpecChoice.OfDraft("spec: 1\nproduct: prod-a\nfields: 7\n"));
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("3:", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_version_is_named()
    {
        await using var at = await StartAsync();
        var job = await at.DoAsync(LetterAction.Try, LetterSelection.Of(NoMatch), SpecChoice.OfVersion(77));
        Assert.Equal((JobState.Failed, "Product 'prod-a' has no spec version 77."), (job.State, job.Error));
    }

    [Fact]
    public async Task A_dry_run_looks_at_so_many_letters_and_no_more()
    {
        await using var at = await StartAsync(("TryAtMost", "25"), ("BatchSize", "10"));
        await at.Host.TakeAsync(Enumerable.Range(1, 40).Select(n => Piping.At(n, 70, Stranger)));

        var job = await at.DoAsync(LetterAction.Try);

        Assert.Equal((25, 25, 25), (job.Progress.Total, job.Progress.Done, job.Results[0].Failed));
    }
}
