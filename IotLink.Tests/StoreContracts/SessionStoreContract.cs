using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteSessionStoreTests(SqliteFixture place) : SessionStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresSessionStoreTests(PostgresFixture place) : SessionStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="ISessionStore"/> keeps to.</summary>
public abstract class SessionStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly SignInSession Session = new("s1", "a1", [1, 2, 3], Sample.Noon, Sample.Noon, Sample.Noon.AddHours(1));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SessionStore Store => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_session_comes_back_as_it_was_kept_last()
    {
        await Store.KeepAsync(Session, isNew: true, Ct);
        await Store.KeepAsync(Session with { Ticket = [9], ConfirmedAt = Sample.Noon.AddMinutes(1) }, isNew: false, Ct);
        var kept = (await Store.FindAsync("s1", Ct))!;
        Assert.Equal([9], kept.Ticket);
        Assert.Equal(Session with { ConfirmedAt = Sample.Noon.AddMinutes(1) }, kept with { Ticket = Session.Ticket });
        Assert.Null(await Store.FindAsync("s2", Ct));
    }

    [Fact]
    public async Task A_removed_session_does_not_come_back_by_a_late_renewal()
    {
        await Store.KeepAsync(Session, isNew: true, Ct);
        await Store.RemoveAsync("s1", Ct);
        await Store.KeepAsync(Session, isNew: false, Ct);
        Assert.Null(await Store.FindAsync("s1", Ct));
    }

    [Fact]
    public async Task Of_many_portals_one_asks_the_service()
    {
        await Store.KeepAsync(Session, isNew: true, Ct);
        var now = Sample.Noon.AddMinutes(2);
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.TryCheckAsync("s1", Sample.Noon, now, Ct)));
        Assert.Equal(1, asked.Count(a => a));
        Assert.Equal(now, (await Store.FindAsync("s1", Ct))!.CheckedAt);
        Assert.False(await Store.TryCheckAsync("none", Sample.Noon, now, Ct));
    }

    [Fact]
    public async Task What_is_over_is_removed_and_nothing_else()
    {
        await Store.KeepAsync(Session, isNew: true, Ct);
        await Store.KeepAsync(Session with { Id = "s2", ExpiresAt = Sample.Noon.AddHours(2) }, isNew: true, Ct);
        Assert.Equal(1, await Store.RemoveExpiredAsync(Sample.Noon.AddHours(1), Ct));
        Assert.Null(await Store.FindAsync("s1", Ct));
        Assert.NotNull(await Store.FindAsync("s2", Ct));
    }
}
