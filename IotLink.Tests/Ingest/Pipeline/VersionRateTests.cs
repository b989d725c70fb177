using IotLink.Core.Accounts;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>The share of messages that each version could not read, over the real log and stores.</summary>
public sealed class VersionRateTests : IAsyncLifetime
{
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(Sample.Product("prod-a"));
    private static readonly Person Author = new("id", "이서연");

    private readonly TempFolder _folder = new();
    private PipelineHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PipelineHost.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_versions_messages_and_failures_are_counted_in_its_own_time()
    {
        await TakeAsync("0150", "0151", "0201"); // of the version before
        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = _host.Clock.GetUtcNow();
        await TakeAsync("0152", "0101ff", "7f01", "0153", "0154");
        await _host.TakeAsync(Piping.Bytes("7f01") with { Refusal = new(Reason.FrameMalformed, "Not by the spec.") });

        var spec = Versions(
            Version(1, Sample.Noon, second) with { State = VersionState.Retired },
            Version(2, second, null) with { State = VersionState.Published });
        var rates = await OfAsync(Lab.Reader, spec);

        // Only what version 1 refused is in the store, as the catalogue's spec is that.
        Assert.Equal([(1, 3, 1), (2, 5, 0)], rates.Select(r => (r.Version, r.Messages, r.Failed)));
        Assert.Equal(1 / 3d, rates[0].Share);
        Assert.Equal((second, second), (rates[0].Before, rates[1].Since));
    }

    [Fact]
    public async Task A_week_is_looked_back_and_what_never_was_for_all_is_left_out()
    {
        await TakeAsync("0150", "0201");
        _host.Clock.Advance(TimeSpan.FromDays(8));
        await TakeAsync("0151");
        var spec = WithCanary("hub-1");

        var rate = Assert.Single(await OfAsync(Lab.Reader, spec));

        Assert.Equal((1, 1, 0), (rate.Version, rate.Messages, rate.Failed));
        Assert.Equal(_host.Clock.GetUtcNow().AddDays(-7), rate.Since);
    }

    [Fact]
    public async Task Messages_of_a_canarys_devices_are_not_the_published_versions()
    {
        await TakeAsync("0150");
        await _host.TakeAsync(Piping.Bytes("0151") with { Device = Sample.Device("hub-1") });
        var spec = WithCanary("hub-1");
        Assert.Equal(1, Assert.Single(await OfAsync(Lab.Reader, spec)).Messages);
    }

    [Fact]
    public async Task Without_messages_there_is_no_share_and_for_who_may_not_see_it_nothing()
    {
        var spec = Versions(Version(1, Sample.Noon, null) with { State = VersionState.Published });
        Assert.Null(Assert.Single(await OfAsync(Lab.Reader, spec)).Share);
        Assert.Empty(await OfAsync(new Viewer("id", "고객", new HashSet<string> { Role.CustomerAdmin }, Plant.A.Id), spec));
    }

    private static DocumentVersion Version(int number, DateTimeOffset at, DateTimeOffset? ended) =>
        new(number, "", Author, Author, at, "") { EndedAt = ended, PublishedFrom = number };

    private static RegisteredDocument Versions(params DocumentVersion[] versions) => new(Spec) { Versions = versions };

    /// <summary>Version 1 for all, version 2 for one device.</summary>
    private static RegisteredDocument WithCanary(string device)
    {
        var canary = Version(2, Sample.Noon, null) with { State = VersionState.Canary, CanaryFrom = 2, PublishedFrom = null };
        var both = Versions(Version(1, Sample.Noon, null) with { State = VersionState.Published }, canary);
        return both with { CanaryScope = new(0, [], [Sample.Device(device)]) };
    }

    private Task<IReadOnlyList<VersionRate>> OfAsync(Viewer viewer, RegisteredDocument spec) =>
        new VersionRates(_host.Of<IotLink.Core.Telemetry.IDeadLetterStore>(), _host.Registry, _host.Of<IotLink.Core.Streams.IMessageReader>(), _host.Clock).OfAsync(viewer, spec, Ct);

    private Task TakeAsync(params string[] frames) => _host.TakeAsync(frames.Select(hex => Piping.Bytes(hex)));
}
