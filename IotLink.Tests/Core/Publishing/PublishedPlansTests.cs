using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Health;
using IotLink.Core.Products;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Publishing;

public sealed class PublishedPlansTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly ProductId ProdA = ProductId.Parse("prod-a", null);
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(ProdA), Contract = DocumentKey.ContractOf(ProdA);
    private static readonly DocumentKey Rule = DocumentKey.RuleOf(ProdA, "temp-threshold-prod-a");

    private readonly FakeTimeProvider _clock = new(Sample.Noon);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Publishing_takes_effect_on_every_host_within_two_seconds()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var edition = here.Plans.Current.Edition;
        await here.PublishAsync(Rule, Text(Rule).Replace("80", "75", StringComparison.Ordinal));
        await here.EditionAsync(edition + 1).WaitAsync(TimeSpan.FromSeconds(30), Ct); // by its own signal: no time has passed
        Assert.Equal("metrics.tempC > 80", ConditionAt(there));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await there.EditionAsync(edition + 1).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(("metrics.tempC > 75", "metrics.tempC > 75"), (ConditionAt(here), ConditionAt(there)));
        Assert.Equal([2, 2], new[] { here, there }.Select(h => h.Plans.Current.PublishedOf(ProdA).Rules!.Rules.Single(r => r.RuleId == Rule.Name).Version));
    }

    [Fact]
    public async Task Hosts_that_start_together_register_the_catalogue_once()
    {
        await using var here = new PublishedHost(place.Database, _clock);
        await using var there = new PublishedHost(place.Database, _clock);
        await Task.WhenAll(here.StartAsync(), there.StartAsync());
        var documents = await here.Store.ListAsync(null, Ct);
        Assert.Equal(ProductCatalog.Documents.Select(d => d.Key), documents.Select(d => d.Key));
        Assert.All(documents, d => Assert.Single(d.Versions));
        Assert.Equal(PartState.Ok, here.Plans.Status.State);
    }

    [Fact]
    public async Task A_document_that_does_not_compile_keeps_the_last_good_one_and_says_so()
    {
        await using var host = await StartAsync();
        await host.ForceAsync(Contract, "apiVersion: v3.1.0\nnonsense: true\n");
        await host.Plans.RefreshAsync(Ct);
        Assert.Equal("telemetry-prod-a", host.Plans.Current.PublishedOf(ProdA).Contract!.Contract.Id);
        Assert.NotNull(host.Plans.Current.PublishedOf(ProdA).Spec);
        Assert.Equal(PartState.Degraded, host.Plans.Status.State);
        Assert.Contains("contract/prod-a/main version 2 does not compile", host.Plans.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("version 1 is used", host.Plans.Status.Detail, StringComparison.Ordinal);

        // A host that starts now finds the same.
        await using var late = await StartAsync();
        Assert.Equal("telemetry-prod-a", late.Plans.Current.PublishedOf(ProdA).Contract!.Contract.Id);
    }

    [Fact]
    public async Task A_faulty_rule_takes_no_other_rule_with_it()
    {
        await using var host = await StartAsync();
        var before = host.Plans.Current.PublishedOf(ProdA).Rules!.Rules.Count;
        await host.ForceAsync(DocumentKey.RuleOf(ProdA, "broken"), "ruleId: broken\n");
        await host.Plans.RefreshAsync(Ct);
        Assert.Equal(before, host.Plans.Current.PublishedOf(ProdA).Rules!.Rules.Count);
        Assert.Contains("rule/prod-a/broken version 1 does not compile", host.Plans.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("it is left out", host.Plans.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_devices_of_a_canary_get_its_version_until_it_is_promoted()
    {
        await using var host = await StartAsync();
        Device chosen = Of("dev-1"), other = Of("dev-2");
        await host.PublishAsync(Spec, Text(Spec) + "# the second\n", new(0, [], [chosen.Id]));
        await host.Plans.RefreshAsync(Ct);
        Assert.Equal((2, 1), (VersionOf(chosen), VersionOf(other)));
        PublishedHost.Did(await host.Steps.PromoteAsync(Lab.Author, Spec, Ct));
        await host.Plans.RefreshAsync(Ct);
        Assert.Equal((2, 2), (VersionOf(chosen), VersionOf(other)));

        int VersionOf(Device device) => host.Plans.Current.Of(ProdA, device).Spec!.Spec.Version;
    }

    [Fact]
    public async Task A_metric_keeps_its_slot_from_version_to_version()
    {
        await using var host = await StartAsync();
        Assert.True(host.Plans.SchemaOf(ProdA).TryGetSlot("rpm", out var before));
        await host.PublishAsync(Spec, Text(Spec).Replace("tempC", "heat", StringComparison.Ordinal));
        await host.Plans.RefreshAsync(Ct);
        Assert.True(host.Plans.Current.PublishedOf(ProdA).Schema.TryGetSlot("rpm", out var after));
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_retired_document_is_used_no_more()
    {
        await using var host = await StartAsync();
        PublishedHost.Did(await host.Steps.RetireAsync(Lab.Reviewer, Contract, "not needed", Ct));
        await host.Plans.RefreshAsync(Ct);
        Assert.Null(host.Plans.Current.PublishedOf(ProdA).Contract);
    }

    [Fact]
    public async Task A_formula_for_all_products_counts_for_those_without_documents_too()
    {
        await using var host = await StartAsync();
        await host.PublishAsync(DocumentKey.FormulaOf(null, "double"), "formulaId: double\nformula: x * 2\n");
        await host.Plans.RefreshAsync(Ct);
        foreach (var product in (string[])["prod-a", "nobody-knows"])
            Assert.Contains(host.Plans.Current.PublishedOf(ProductId.Parse(product, null)).Formulas, f => f.Formula.Id == "double");
    }

    private static string Text(DocumentKey key) => ProductCatalog.Documents.Single(d => d.Key == key).Text;

    private static Device Of(string id) => new(DeviceId.Parse(id, null), ProdA, id);

    private static string ConditionAt(PublishedHost host) => host.Plans.Current.PublishedOf(ProdA).Rules!.Rules.Single(r => r.RuleId == Rule.Name).ConditionText;

    private async Task<PublishedHost> StartAsync()
    {
        var host = new PublishedHost(place.Database, _clock);
        await host.StartAsync();
        return host;
    }
}
