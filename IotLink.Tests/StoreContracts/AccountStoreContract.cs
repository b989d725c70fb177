using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteAccountStoreTests(SqliteFixture place) : AccountStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresAccountStoreTests(PostgresFixture place) : AccountStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>Accounts as Identity's managers use them, and as a list.</summary>
public abstract class AccountStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private const string Password = "correct-Horse-1";

    private ServiceProvider? _services;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private UserManager<Account> Users => _services!.GetRequiredService<UserManager<Account>>();

    private AccountDirectory Directory => new(place.Database, new PasswordHasher<Account>());

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(place.Database);
        services.AddIdentityCore<Account>(o => o.Lockout.MaxFailedAccessAttempts = 3).AddRelationalIdentityStores();
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_made_by_the_manager_comes_back_with_password_roles_and_customer()
    {
        var made = await Users.CreateAsync(new() { UserName = "minjae", DisplayName = "강민재", Email = "m@x.example", Customer = Plant.A.Id, Theme = "dark" }, Password);
        Assert.True(made.Succeeded);
        var account = (await Users.FindByNameAsync("MinJae"))!;
        await Users.AddToRoleAsync(account, Role.CustomerAdmin);
        var again = (await Users.FindByIdAsync(account.Id))!;
        Assert.True(await Users.CheckPasswordAsync(again, Password));
        Assert.False(await Users.CheckPasswordAsync(again, Password + "!"));
        var viewer = again.ToViewer();
        Assert.Equal((account.Id, "강민재", Plant.A.Id), (viewer.UserId, viewer.Name, viewer.Customer));
        Assert.Equal([Role.CustomerAdmin], viewer.Roles);
        Assert.Equal("dark", again.Theme);
        Assert.Equal(account.Id, (await Users.FindByEmailAsync("M@X.example"))!.Id);
        Assert.Equal(account.Id, Assert.Single(await Users.GetUsersInRoleAsync(Role.CustomerAdmin)).Id);
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_out()
    {
        await Users.CreateAsync(new() { UserName = "ops" }, Password);
        var account = (await Users.FindByNameAsync("ops"))!;
        for (var i = 0; i < 3; i++) await Users.AccessFailedAsync(account);
        Assert.True(await Users.IsLockedOutAsync((await Users.FindByNameAsync("ops"))!));
    }

    [Fact]
    public async Task A_copy_read_before_another_write_cannot_overwrite()
    {
        await Users.CreateAsync(new() { UserName = "ops" }, Password);
        var (one, two) = ((await Users.FindByNameAsync("ops"))!, (await Users.FindByNameAsync("ops"))!);
        one.Culture = "ko";
        two.Culture = "en";
        Assert.True((await Users.UpdateAsync(one)).Succeeded);
        Assert.Equal("ConcurrencyFailure", Assert.Single((await Users.UpdateAsync(two)).Errors).Code);
        Assert.Equal("ko", (await Users.FindByNameAsync("ops"))!.Culture);
    }

    [Fact]
    public async Task A_taken_name_is_refused_in_any_case()
    {
        Assert.True(await Directory.CreateAsync(new() { UserName = "ops" }, Password, Ct));
        Assert.False(await Directory.CreateAsync(new() { UserName = "OPS" }, Password, Ct));
        Assert.Equal("DuplicateUserName", Assert.Single((await Users.CreateAsync(new() { UserName = "Ops" }, Password)).Errors).Code);
        Assert.Equal(1, await Directory.CountAsync(Ct));
    }

    [Fact]
    public async Task The_list_carries_no_password_hashes_and_a_deleted_account_is_gone()
    {
        await Directory.CreateAsync(new() { UserName = "b", Roles = [Role.LabView] }, Password, Ct);
        await Directory.CreateAsync(new() { UserName = "a" }, Password, Ct);
        var list = await Directory.ListAsync(Ct);
        Assert.Equal(["a", "b"], list.Select(a => a.UserName));
        Assert.All(list, a => Assert.Null(a.PasswordHash));
        Assert.True(await Users.CheckPasswordAsync((await Users.FindByNameAsync("b"))!, Password));
        await Users.DeleteAsync(list[0]);
        Assert.Equal(1, await Directory.CountAsync(Ct));
    }

    [Fact]
    public async Task Of_several_first_administrators_at_once_one_is_made()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Directory.CreateFirstAsync(new() { UserName = $"admin{i}", Roles = [Role.SystemAdmin] }, Password, Ct)));
        Assert.Single(made, true);
        Assert.Equal(1, await Directory.CountAsync(Ct));
    }

    [Fact]
    public async Task A_role_that_is_none_or_lacks_its_customer_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Directory.CreateAsync(new() { UserName = "x", Roles = ["root"] }, Password, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Directory.CreateAsync(new() { UserName = "x", Roles = [Role.CustomerView] }, Password, Ct));
        Assert.Equal(0, await Directory.CountAsync(Ct));
    }

    [Fact]
    public async Task Somebody_a_service_vouches_for_keeps_one_account_whatever_they_are_called()
    {
        var first = await Directory.KnowAsync(Vouched("u-1", "kim", Role.ServiceOps), Ct);
        var again = await Directory.KnowAsync(Vouched("u-1", "kim.minji", Role.ServiceOps), Ct);
        Assert.Equal((first.Id, first.SecurityStamp, "kim.minji"), (again.Id, again.SecurityStamp, again.UserName));
        Assert.Equal("kim.minji", (await Users.FindByIdAsync(first.Id))!.UserName);
        Assert.False(await Users.CheckPasswordAsync(again, ""));
    }

    [Fact]
    public async Task Other_roles_are_another_stamp_and_so_end_what_was_opened_with_the_old_ones()
    {
        var ops = await Directory.KnowAsync(Vouched("u-1", "kim", Role.ServiceOps), Ct);
        var lab = await Directory.KnowAsync(Vouched("u-1", "kim", Role.LabView), Ct);
        Assert.NotEqual(ops.SecurityStamp, lab.SecurityStamp);
        Assert.Equal([Role.LabView], (await Users.FindByIdAsync(ops.Id))!.Roles);
    }

    [Fact]
    public async Task An_account_of_our_own_goes_on_as_the_services_account_and_keeps_its_password_for_the_way_back()
    {
        Assert.True(await Directory.CreateAsync(new() { UserName = "kim", Roles = [Role.SystemAdmin], Sound = "High" }, Password, Ct));
        var own = (await Users.FindByNameAsync("kim"))!;
        await Directory.KnowAsync(Vouched("u-1", "Kim", Role.LabView), Ct);
        var known = (await Users.FindByNameAsync("kim"))!;
        Assert.Equal((own.Id, "u-1", "High"), (known.Id, known.Subject, known.Sound));
        Assert.Equal([Role.LabView], known.Roles);
        Assert.True(await Users.CheckPasswordAsync(known, Password));
    }

    [Fact]
    public async Task A_name_that_is_somebody_elses_does_not_open_their_account()
    {
        var first = await Directory.KnowAsync(Vouched("u-1", "kim", Role.ServiceOps), Ct);
        var second = await Directory.KnowAsync(Vouched("u-2", "kim", Role.LabView), Ct);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("kim", "u-2"), ((await Users.FindByIdAsync(first.Id))!.UserName, second.UserName));
    }

    [Fact]
    public async Task A_service_cannot_make_roles_up()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Directory.KnowAsync(Vouched("u-1", "kim", "root"), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Directory.KnowAsync(Vouched("u-1", "kim", Role.CustomerView), Ct));
        Assert.Equal(0, await Directory.CountAsync(Ct));
    }

    private static ExternalPerson Vouched(string subject, string name, string role) => new(subject, name, name, null, [role], null);
}
