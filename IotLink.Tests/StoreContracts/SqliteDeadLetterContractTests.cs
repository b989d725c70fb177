using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteDeadLetterContractTests : DeadLetterStoreContract
{
    private readonly TempFolder _folder = new();
    private SqliteHotStore? _store;

    protected override IDeadLetterStore Letters => new SqliteDeadLetters(_folder.Path, new(), _store);

    protected override ValueTask<IHotStore> OpenAsync() => new(_store = SqliteHotStore.Open(_folder.Path, new(), Clock));

    protected override ValueTask CloseAsync()
    {
        _store?.Dispose();
        return default;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_that_a_crash_left_without_their_letters_are_there_once_in_the_end(bool hasLaterReading)
    {
        await SaveAsync(letters: [1, 2], readings: [(3, 30)]);
        await CloseAsync();
        var before = await File.ReadAllBytesAsync(State, Ct);
        await ReopenAsync();
        await SettleAsync(7, LetterState.Reprocessed, (1, 10));
        if (hasLaterReading) await Hot.SaveAsync(Batch.Begin(4).Readings(Clock.GetUtcNow(), TimeSpan.Zero, 40).Build(), Ct);
        await CloseAsync();
        await File.WriteAllBytesAsync(State, before, Ct); // rows are there, the letter is still open

        await ReopenAsync();
        await SettleAsync(7, LetterState.Reprocessed, (1, 10));
        await SettleAsync(8, LetterState.Reprocessed, (2, 20));

        Assert.Equal(hasLaterReading ? [10, 20, 30, 40] : [10.0, 20, 30], (await TemperaturesAsync()).Order());
        Assert.Empty(await Letters.GroupsAsync(Ct));
    }

    [Fact]
    public async Task A_file_from_before_letters_had_states_is_read_on()
    {
        await SaveAsync(letters: [1], readings: []);
        await CloseAsync();
        using (var old = Database.OpenForWriting(State))
        {
            old.Execute("""
                CREATE TABLE kept AS SELECT shard, sequence, ingested, device, product, channel, code, detail, at, spec, payload FROM dead_letter;
                DROP TABLE dead_letter;
                CREATE TABLE dead_letter(
                  shard INTEGER NOT NULL, sequence INTEGER NOT NULL, ingested INTEGER NOT NULL, device TEXT, product TEXT, channel INTEGER NOT NULL,
                  code TEXT NOT NULL, detail TEXT NOT NULL, at INTEGER, spec INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY(shard, sequence));
                INSERT INTO dead_letter SELECT * FROM kept;
                """);
        }

        await ReopenAsync();

        Assert.Equal(Group, Assert.Single(await Letters.GroupsAsync(Ct)).Signature);
        Assert.Equal([At(1)], await SettleAsync(7, LetterState.Discarded));
    }

    private string State => Path.Combine(_folder.Path, StateFile.Name);
}
