using System.Text.Json.Nodes;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteShadowStoreTests(SqliteFixture place) : ShadowStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresShadowStoreTests(PostgresFixture place) : ShadowStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IShadowStore"/> and <see cref="IThingChanges"/> keeps to.</summary>
public abstract class ShadowStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly ShadowName Classic = new("dev-1", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ShadowStore Shadows => new(place.Database);

    private ThingChangeStore Changes => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_shadow_comes_back_with_its_values_times_and_version()
    {
        var kept = new Shadow(7, Section("""{"모드":"냉방","n":{"x":1.50,"list":[1,{"a":null}]}}"""), null);
        Assert.Null(await Shadows.FindAsync(Classic, Ct));

        await KeepAsync(Classic, kept);

        var found = await Shadows.FindAsync(Classic, Ct);
        Assert.Equal(7, found!.Version);
        Assert.Equal(kept.Desired!.State.ToJsonString(), found.Desired!.State.ToJsonString());
        Assert.Equal(kept.Desired.Times.ToJsonString(), found.Desired.Times.ToJsonString());
        Assert.Null(found.Reported);
        Assert.True(found.Exists);
    }

    [Fact]
    public async Task Classic_and_named_shadows_of_a_thing_are_apart_and_a_deleted_one_is_not_listed_but_remembered()
    {
        await KeepAsync(Classic, new(1, Section("{\"a\":1}"), null));
        foreach (var name in new[] { "config", "alarm", "Z-last" }) await KeepAsync(Classic with { Name = name }, new(2, null, Section("{\"b\":1}")));
        await KeepAsync(Classic with { Name = "gone" }, new(9, null, null, Plant.Noon));
        await KeepAsync(new("dev-2", "other"), new(1, null, null));

        Assert.Equal(["Z-last", "alarm", "config"], await Shadows.NamesAsync("dev-1", Ct));
        Assert.Equal((1, 2), ((await Shadows.FindAsync(Classic, Ct))!.Version, (await Shadows.FindAsync(Classic with { Name = "config" }, Ct))!.Version));
        var gone = await Shadows.FindAsync(Classic with { Name = "gone" }, Ct);
        Assert.Equal((9L, Plant.Noon), (gone!.Version, gone.DeletedAt!.Value));
    }

    [Fact]
    public async Task Writers_at_the_same_shadow_all_decide_on_the_newest_one()
    {
        var other = new ShadowStore(new(place.Settings));
        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => (n % 2 == 0 ? Shadows : other).ChangeAsync(Classic, Next, Ct)));

        Assert.Equal(24, (await Shadows.FindAsync(Classic, Ct))!.Version);
        var told = (await Changes.SinceAsync(0, [], Ct)).Select(c => c.Change.Version);
        Assert.Equal(Enumerable.Range(1, 24).Select(n => (long)n), told);

        static ShadowDecision Next(Shadow? now)
        {
            var next = new Shadow((now?.Version ?? 0) + 1, null, null);
            return new(new(next, [], null), Change(Classic, next.Version));
        }
    }

    [Fact]
    public async Task A_refused_request_keeps_nothing_and_tells_nobody()
    {
        await Shadows.ChangeAsync(Classic, _ => new(new(null, [], ShadowRejection.Conflict), null), Ct);

        Assert.Null(await Shadows.FindAsync(Classic, Ct));
        Assert.Equal(0, await Changes.LastAsync(Ct));
    }

    [Fact]
    public async Task What_changed_is_told_as_it_was_until_it_is_old()
    {
        var message = ThingMessage.Of("$aws/things/dev-1/shadow/update/delta", new JsonObject { ["state"] = new JsonObject { ["온도"] = 21 } });
        await KeepAsync(Classic with { Name = "config" }, new(3, null, null), message);

        var (number, change) = Assert.Single(await Changes.SinceAsync(0, [], Ct));
        Assert.Equal(number, await Changes.LastAsync(Ct));
        Assert.Equal(("dev-1", ThingSubject.Shadow, "config", 3L, "t", "host"), (change.Thing, change.Subject, change.Name, change.Version, change.ClientToken, change.Host));
        var told = Assert.Single(change.Messages);
        Assert.Equal(message.Topic, told.Topic);
        Assert.Equal(message.Payload.ToArray(), told.Payload.ToArray());

        Assert.Empty(await Changes.SinceAsync(number, [], Ct));
        Assert.Single(await Changes.SinceAsync(number + 5, [number - 1, number], Ct));
        Assert.Equal(0, await Changes.DropAsync(Plant.Noon, Ct));
        Assert.Equal(1, await Changes.DropAsync(Plant.Noon.AddSeconds(1), Ct));
        Assert.Empty(await Changes.SinceAsync(0, [], Ct));
    }

    private static ShadowSection Section(string state) => new(JsonNode.Parse(state)!.AsObject(), JsonNode.Parse("""{"t":{"timestamp":1000}}""")!.AsObject());

    private static ThingChange Change(ShadowName name, long version, params ThingMessage[] messages) =>
        new(name.Thing, ThingSubject.Shadow, name.Name, version, "t", false, messages) { Host = "host", At = Plant.Noon };

    private Task KeepAsync(ShadowName name, Shadow shadow, params ThingMessage[] messages) =>
        Shadows.ChangeAsync(name, _ => new(new(shadow, [], null), Change(name, shadow.Version, messages)), Ct);
}
