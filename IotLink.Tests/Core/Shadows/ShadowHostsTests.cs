using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Shadows;

public sealed class SqliteShadowHostsTests(SqliteFixture place) : ShadowHostsTests(place), IClassFixture<SqliteFixture>;

public sealed class PostgresShadowHostsTests(PostgresFixture place) : ShadowHostsTests(place), IClassFixture<PostgresFixture>;

/// <summary>The shadow service of one process, and of several on one store.</summary>
public abstract class ShadowHostsTests(RelationalFixture place) : IAsyncLifetime
{
    private const string Update = "$aws/things/dev-1/shadow/update";

    private static readonly ShadowName Classic = new("dev-1", null);

    private readonly FakeTimeProvider _clock = new(Plant.Noon);
    private readonly List<ThingHost> _hosts = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) host.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Many_at_once_on_two_hosts_get_every_version_once_and_each_host_publishes_in_order()
    {
        var (one, two) = (await HostAsync(), await HostAsync());

        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(n =>
            (n % 2 == 0 ? one : two).AskAsync(Update, $$$"""{"state":{"desired":{"k{{{n % 7}}}":{{{n}}}}},"clientToken":"c{{{n}}}"}""", Asker.Service, Ct)));

        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), replies.Select(r => r.Body["version"]!.GetValue<long>()).Order());
        foreach (var host in new[] { one, two })
        {
            var versions = VersionsIn(host, "/accepted");
            Assert.Equal(30, versions.Count);
            Assert.Equal(versions.Order(), versions);
        }

        // Each later version holds what the earlier ones wrote: nothing was decided on an old document.
        var shadow = await one.Shadows.FindAsync(Classic, Ct);
        var last = replies.GroupBy(r => r.Body["state"]!["desired"]!.AsObject().Single().Key)
            .ToDictionary(g => g.Key, g => g.MaxBy(r => r.Body["version"]!.GetValue<long>())!.Body["state"]!["desired"]!.AsObject().Single().Value!.GetValue<int>());
        Assert.Equal(last.OrderBy(p => p.Key, StringComparer.Ordinal), shadow!.Desired!.State.Select(m => KeyValuePair.Create(m.Key, m.Value!.GetValue<int>())).OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_one_host_changes_the_host_of_the_device_publishes_and_watchers_hear()
    {
        var (portal, ingest) = (await HostAsync(), await HostAsync());
        var heard = new List<ShadowNotice>();
        using var watch = ingest.Shadows.Watch(heard.Add);

        await portal.Shadows.DesireAsync(Classic, new() { ["fan"] = "on" }, null, "cmd-1", Ct);
        Assert.Empty(ingest.Published);
        await ingest.Follower.FollowAsync(Ct);

        Assert.Equal([$"{Update}/accepted", $"{Update}/delta", $"{Update}/documents"], ingest.Published.Select(p => p.Topic));
        Assert.Equal("""{"fan":"on"}""", ingest.Published[1].Body["state"]!.ToJsonString());
        Assert.Equal([new(Classic, 1, "cmd-1", false)], heard);

        // The device reports where it is connected: it is answered there, and the other host's watchers hear of it, but it has nothing to publish.
        using var back = portal.Shadows.Watch(heard.Add);
        await ingest.AskAsync(Update, """{"state":{"reported":{"fan":"on"}}}""", Asker.Thing, Ct);
        var published = portal.Published.Count;
        await portal.Follower.FollowAsync(Ct);
        Assert.Equal(published, portal.Published.Count);
        Assert.Equal([new(Classic, 1, "cmd-1", false), new(Classic, 2, null, true), new(Classic, 2, null, true)], heard);
        Assert.Null((await portal.Shadows.FindAsync(Classic, Ct))!.Delta);
    }

    [Fact]
    public async Task A_restart_keeps_documents_versions_and_the_memory_of_deleted_ones()
    {
        var before = await HostAsync();
        await before.AskAsync(Update, """{"state":{"desired":{"a":1},"reported":{"b":[1,2]}}}""", Asker.Service, Ct);
        await before.AskAsync("$aws/things/dev-1/shadow/name/cfg/update", """{"state":{"desired":{"a":1}}}""", Asker.Service, Ct);
        await before.Shadows.DeleteAsync(Classic with { Name = "cfg" }, Ct);

        var after = await HostAsync();
        _clock.Advance(TimeSpan.FromHours(47));

        var got = await after.AskAsync("$aws/things/dev-1/shadow/get", "", Asker.Service, Ct);
        Assert.Equal("""{"desired":{"a":1},"reported":{"b":[1,2]},"delta":{"a":1}}""", got.Body["state"]!.ToJsonString());
        Assert.Empty(await after.Shadows.NamesAsync("dev-1", Ct));
        Assert.Null(await after.Shadows.FindAsync(Classic with { Name = "cfg" }, Ct));
        Assert.Equal(2, (await after.Shadows.DesireAsync(Classic with { Name = "cfg" }, new() { ["a"] = 2 }, null, null, Ct)).Shadow!.Version);
    }

    [Fact]
    public async Task Only_the_thing_itself_is_told_of_a_refusal_and_an_unknown_thing_has_no_shadow()
    {
        var host = await HostAsync();

        var refused = await host.AskAsync(Update, """{"state":{"desired":{"a":1}},"version":4,"clientToken":"x"}""", Asker.Service, Ct);
        Assert.Equal(409, refused.Rejection!.Code);
        Assert.Empty(host.Published);
        await host.AskAsync(Update, """{"state":{"desired":{"a":1}},"version":4,"clientToken":"x"}""", Asker.Thing, Ct);
        Assert.Equal($"{Update}/rejected", Assert.Single(host.Published).Topic);
        Assert.Equal("x", host.Published[0].Body["clientToken"]!.GetValue<string>());

        var unknown = await host.AskAsync("$aws/things/nobody/shadow/get", """{"clientToken":"y"}""", Asker.Service, Ct);
        Assert.Equal("""{"code":404,"message":"Thing not found","clientToken":"y"}""", unknown.Body.ToJsonString());
    }

    private static List<long> VersionsIn(ThingHost host, string suffix) =>
        [.. host.Published.Where(p => p.Topic.EndsWith(suffix, StringComparison.Ordinal)).Select(p => p.Body["version"]!.GetValue<long>())];

    /// <summary>A further process on the same store; it has read how far the changes are.</summary>
    private async Task<ThingHost> HostAsync()
    {
        var host = new ThingHost(place.Settings, new FakeRegistry().With("dev-1"), _clock);
        _hosts.Add(host);
        await host.Follower.FollowAsync(Ct);
        return host;
    }
}
