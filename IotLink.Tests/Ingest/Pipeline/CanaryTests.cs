using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Tests.Core.Publishing;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>A canary from its first device to its end: the real log, stores and pipeline, and the documents as people publish them.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(Sample.Product("prod-a"));
    private static readonly string[] Devices = [.. Enumerable.Range(1, 40).Select(n => $"dev-{n}")];
    private static readonly string[] Chosen = [.. Devices.Where(IsChosen)];

    private readonly TempFolder _folder = new();
    private PipelineHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The catalogue's spec, ten degrees warmer.</summary>
    private static string Warmer => ProductCatalog.Documents.Single(d => d.Key == Spec).Text
        .Replace("{id: tempC, type: u1, unit: degC", "{id: tempC, type: u1, offset: 10, unit: degC", StringComparison.Ordinal)
        .Replace("tempC: 78", "tempC: 88", StringComparison.Ordinal).Replace("tempC: 82", "tempC: 92", StringComparison.Ordinal)
        .Replace("tempC: 38", "tempC: 48", StringComparison.Ordinal).Replace("Z,78,", "Z,88,", StringComparison.Ordinal);

    private DocumentSteps Steps => _host.Of<DocumentSteps>();

    public async ValueTask InitializeAsync()
    {
        _host = await PipelineHost.StartAsync(_folder, parts => parts.AddSingleton<IPlanSource>(s => s.GetRequiredService<PublishedPlans>()));
        await _host.Of<IDeviceStore>().SaveAsync(Plant.With([.. Devices.Select(id => Plant.Device(id, Plant.SiteA))]), Sample.Noon, Ct);
        await _host.Registry.RefreshAsync(Ct);
        await _host.Of<CatalogueRegistration>().RegisterAsync(Ct);
        await _host.Of<PublishedPlans>().RefreshAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_share_of_the_devices_gets_the_version_first_and_the_others_stay()
    {
        Assert.InRange(Chosen.Length, 4, 20);
        await SendAsync(70);
        await BeginAsync();
        await SendAsync(71);
        foreach (var device in Devices) Assert.Equal(IsChosen(device) ? [(1, 70), (2, 81)] : [(1, 70), (1, 71)], await ReadAsync(device));
    }

    [Fact]
    public async Task It_is_compared_on_what_its_devices_sent_since_it_began()
    {
        await SendAsync(75);
        await BeginAsync();
        await SendAsync(72);
        await SendAsync(50, "0203"); // cut short: both refuse it
        await TakeAsync(Chosen[0], "0178");

        var found = (await _host.Of<CanaryDesk>().CompareAsync(Lab.Reader, Spec, Ct))!;

        var each = Chosen.Length;
        Assert.Equal(((2 * each) + 1, each), (found.Messages, found.Devices));
        Assert.Equal((each + 1, each + 1), (found.Before.Readings, found.After.Readings));
        Assert.Equal((each, each), (found.Before.Refused.Values.Sum(), found.After.Refused.Values.Sum()));
        var change = Assert.Single(found.Changed);
        Assert.Equal(("tempC", each + 1, 72, 82), (change.Metric, change.Count, change.Before!.Value.Number, change.After!.Value.Number));
        Assert.Equal((1, each), (found.Before.Raised[Piping.HotRule], found.After.Raised[Piping.HotRule]));
    }

    [Fact]
    public async Task Going_to_all_changes_every_device_from_the_next_message_on()
    {
        await BeginAsync();
        await SendAsync(70);
        await DoAsync(Steps.PromoteAsync(Lab.Reviewer, Spec, Ct));
        await SendAsync(71);
        foreach (var device in Devices) Assert.Equal(IsChosen(device) ? [(2, 80), (2, 81)] : [(1, 70), (2, 81)], await ReadAsync(device));
        Assert.Null(await _host.Of<CanaryDesk>().CompareAsync(Lab.Author, Spec, Ct));
    }

    [Fact]
    public async Task Taking_it_back_gives_its_devices_the_published_version_again()
    {
        await BeginAsync();
        await SendAsync(70);
        await DoAsync(Steps.WithdrawAsync(Lab.Author, Spec, "too warm", Ct));
        await SendAsync(71);
        foreach (var device in Devices) Assert.Equal(IsChosen(device) ? [(2, 80), (1, 71)] : [(1, 70), (1, 71)], await ReadAsync(device));

        // A second try is a version of its own, for the same devices.
        await BeginAsync();
        await SendAsync(72);
        foreach (var device in Devices) Assert.Equal(IsChosen(device) ? (3, 82) : (1, 72), (await ReadAsync(device))[^1]);
    }

    [Fact]
    public async Task Rolling_back_ends_it_for_all()
    {
        await BeginAsync();
        await DoAsync(Steps.RollBackAsync(Lab.Reviewer, Spec, 1, "nothing but trouble", Ct));
        await SendAsync(70);
        foreach (var device in Devices) Assert.Equal((3, 70), Assert.Single(await ReadAsync(device)));
    }

    [Fact]
    public async Task Who_may_not_see_documents_is_shown_no_comparison()
    {
        await BeginAsync();
        await SendAsync(70);
        var customer = new Viewer("id", "고객", new HashSet<string> { Role.CustomerAdmin }, Plant.A.Id);
        Assert.Null(await _host.Of<CanaryDesk>().CompareAsync(customer, Spec, Ct));
    }

    private static bool IsChosen(string device) => CanaryScope.Share(25).Contains(Spec, Plant.Device(device, Plant.SiteA));

    private async Task BeginAsync()
    {
        await DoAsync(Steps.BeginAsync(Lab.Author, Spec, Warmer, Ct));
        var draft = (await DoAsync(Steps.SubmitAsync(Lab.Author, Spec, "warmer", Ct))).Draft!;
        await DoAsync(Steps.ApproveAsync(Lab.Reviewer, Spec, draft.Hash, null, Ct));
        await DoAsync(Steps.PublishAsync(Lab.Author, Spec, draft.Hash, CanaryScope.Share(25), Ct));
    }

    private async Task<RegisteredDocument> DoAsync(Task<DocumentStep> step)
    {
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var document = PublishedHost.Did(await step);
        await _host.Of<PublishedPlans>().RefreshAsync(Ct);
        return document;
    }

    /// <summary>Every device says it is so warm; what the pipeline makes of it is stored.</summary>
    private Task SendAsync(int tempC, string? hex = null) => TakeAsync(Devices, hex ?? $"01{tempC:x2}");

    private Task TakeAsync(string device, string hex) => TakeAsync([device], hex);

    private async Task TakeAsync(string[] devices, string hex)
    {
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.TakeAsync(devices.Select(id => Piping.Bytes(hex) with { Device = Sample.Device(id) }));
    }

    /// <summary>Version of the spec and temperature of each reading, in order of arrival.</summary>
    private async Task<(int Version, int TempC)[]> ReadAsync(string device) =>
        [.. (await _host.Hot.RecentAsync(Sample.Device(device), 10, Ct)).Reverse().Select(r => (r.SpecVersion, (int)r.Metrics["tempC"].Number!.Value))];
}
