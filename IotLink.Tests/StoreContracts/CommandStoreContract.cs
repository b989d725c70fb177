using IotLink.Core.Actions.Commands;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteCommandTests(SqliteFixture place) : CommandStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresCommandTests(PostgresFixture place) : CommandStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="ICommandStore"/> keeps to.</summary>
public abstract class CommandStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CommandStore Commands => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        await new DeviceStore(place.Database).SaveAsync(Plant.With(Plant.Device("a-1", Plant.SiteA), Plant.Device("b-1", Plant.SiteB)), Plant.Noon, Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_command_comes_back_as_it_was_asked_for_and_its_history_with_it()
    {
        var action = Acting.Action("parameters: [{name: speed, type: integer, default: 80}]\nsuccess: tempC < 75\nretries: 2", version: 3);
        var (added, refusal) = await Commands.AddAsync(Acting.Draft(action: action), _ => null, Plant.Noon, Ct);
        Assert.Null(refusal);
        var found = (await Commands.FindAsync(DeviceScope.All, added!.Id, Ct))!.Command;
        Assert.Equal(("80", 3, CommandState.Queued, Acting.Kim, "tempC < 75", 2), (found.Parameters["speed"], found.ActionVersion, found.State, found.By, found.Success, found.Retries));
        Assert.Equal("{\"restart-fan\":{\"id\":\"" + added.Id + "\",\"speed\":80}}", found.Body);
        Assert.Equal([CommandState.Requested, CommandState.Queued], (await Commands.HistoryAsync([added.Id], Ct)).Select(e => e.State));
    }

    [Fact]
    public async Task Of_hosts_that_race_for_the_same_commands_each_command_is_taken_once()
    {
        var ids = new HashSet<CommandId>();
        for (var i = 0; i < 12; i++) ids.Add((await Commands.AddAsync(Acting.Draft(), _ => null, Plant.Noon, Ct)).Command!.Id);

        var taken = (await Task.WhenAll(Enumerable.Range(0, 6).Select(n => DrainAsync($"host-{n}")))).SelectMany(t => t).ToList();

        Assert.Equal(12, taken.Count);
        Assert.Equal(ids, taken.ToHashSet());
        Assert.All(await Task.WhenAll(ids.Select(id => Commands.FindAsync(DeviceScope.All, id, Ct))), row => Assert.Equal((CommandState.Sent, 1), (row!.Command.State, row.Command.Attempts)));
    }

    [Fact]
    public async Task Requests_that_race_keep_a_cap()
    {
        var action = Acting.Action("limits: {fleet: 3 per 1h}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Commands.AddAsync(
            Acting.Draft(action: action), scene => scene.OnFleet.Count >= 3 ? new Refusal(CommandReason.CapFleet, "") : null, Plant.Noon, Ct)));
        Assert.Equal(3, answers.Count(a => a.Command is not null));
        Assert.Equal(5, answers.Count(a => a.Refusal?.Code == CommandReason.CapFleet));
    }

    [Fact]
    public async Task A_host_that_ends_while_handing_over_is_found_out_when_its_lease_ends()
    {
        var id = (await Commands.AddAsync(Acting.Draft(), _ => null, Plant.Noon, Ct)).Command!.Id;
        Assert.False((await Commands.TakeAsync("one", Plant.Noon, Lease, Ct))!.WasInterrupted);
        Assert.True(await Commands.BeginHandOverAsync(id, "one", Plant.Noon, Lease, Ct));

        Assert.Equal(CommandReason.NotNow, (await Commands.StepAsync(id, new CommandStep.Withdraw(Acting.Kim), null, Plant.Noon, Ct))!.Refusal!.Code);
        Assert.Null(await Commands.TakeAsync("two", Plant.Noon.AddSeconds(30), Lease, Ct));
        var again = await Commands.TakeAsync("two", Plant.Noon.AddSeconds(31), Lease, Ct);

        Assert.True(again!.WasInterrupted);
        Assert.Null(await Commands.StepAsync(id, new CommandStep.Send(), "one", Plant.Noon.AddSeconds(31), Ct));
        Assert.False(await Commands.BeginHandOverAsync(id, "one", Plant.Noon.AddSeconds(31), Lease, Ct));
    }

    [Fact]
    public async Task A_reply_counts_once_and_only_from_the_commands_own_device()
    {
        var id = (await Commands.AddAsync(Acting.Draft(action: Acting.Action("timeout: 30s")), _ => null, Plant.Noon, Ct)).Command!.Id;
        await DrainAsync("one");
        CommandReply Done(string device) => new(id, device.AsDevice(), new CommandStep.Acknowledge("done"));

        Assert.Empty(await Commands.ReplyAsync([Done("b-1")], Plant.Noon, Ct));
        Assert.Equal(CommandState.Acknowledged, Assert.Single(await Commands.ReplyAsync([Done("a-1"), Done("a-1")], Plant.Noon, Ct)).State);
        Assert.Empty(await Commands.ReplyAsync([Done("a-1")], Plant.Noon, Ct));
    }

    [Fact]
    public async Task What_waits_for_a_device_is_due_when_it_comes_and_overdue_when_its_time_is_over()
    {
        var id = (await Commands.AddAsync(Acting.Draft(), _ => null, Plant.Noon, Ct)).Command!.Id;
        await Commands.TakeAsync("one", Plant.Noon, Lease, Ct);
        await Commands.StepAsync(id, new CommandStep.Wait(CommandReason.DeviceAway, "", Plant.Noon.AddMinutes(1)), "one", Plant.Noon, Ct);
        Assert.Null(await Commands.TakeAsync("one", Plant.Noon.AddSeconds(59), Lease, Ct));
        Assert.Equal(0, await Commands.HurryAsync("b-1".AsDevice(), Plant.Noon.AddSeconds(5), Ct));
        Assert.Equal(1, await Commands.HurryAsync("a-1".AsDevice(), Plant.Noon.AddSeconds(5), Ct));
        Assert.NotNull(await Commands.TakeAsync("one", Plant.Noon.AddSeconds(5), Lease, Ct));
        Assert.Empty(await Commands.OverdueAsync(Plant.Noon.AddMinutes(59), 10, Ct));
        Assert.Equal(id, Assert.Single(await Commands.OverdueAsync(Plant.Noon.AddHours(1), 10, Ct)).Id);
    }

    [Fact]
    public async Task A_customer_sees_the_commands_of_its_own_devices()
    {
        await Commands.AddAsync(Acting.Draft("a-1"), _ => null, Plant.Noon, Ct);
        var other = (await Commands.AddAsync(Acting.Draft("b-1"), _ => null, Plant.Noon, Ct)).Command!.Id;
        Assert.Equal(2, (await Commands.ListAsync(DeviceScope.All, new(), Ct)).Total);
        var own = Assert.Single((await Commands.ListAsync(DeviceScope.Of(Plant.A.Id), new(), Ct)).Items);
        Assert.Equal(("a-1", Plant.A.Id), (own.Command.Device.Value, own.Customer!.Id));
        Assert.Null(await Commands.FindAsync(DeviceScope.Of(Plant.A.Id), other, Ct));
    }

    private async Task<List<CommandId>> DrainAsync(string owner)
    {
        var mine = new List<CommandId>();
        while (await Commands.TakeAsync(owner, Plant.Noon, Lease, Ct) is { } taken)
        {
            if (!await Commands.BeginHandOverAsync(taken.Command.Id, owner, Plant.Noon, Lease, Ct)) continue;
            await Commands.StepAsync(taken.Command.Id, new CommandStep.Send(), owner, Plant.Noon, Ct);
            mine.Add(taken.Command.Id);
        }

        return mine;
    }
}
