using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteHotStoreContractTests : HotStoreContract
{
    private readonly TempFolder _folder = new();
    private SqliteHotStore? _store;

    protected override IDeadLetterStore DeadLetters => new SqliteDeadLetters(_folder.Path, new(), _store);

    protected override ValueTask<IHotStore> OpenAsync() => new(_store = SqliteHotStore.Open(_folder.Path, new(), Clock));

    protected override ValueTask CloseAsync()
    {
        _store?.Dispose();
        return default;
    }
}
