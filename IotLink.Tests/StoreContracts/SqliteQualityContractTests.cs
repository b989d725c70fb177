using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Quality;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteQualityContractTests : QualityStoreContract
{
    private readonly TempFolder _folder = new();
    private SqliteHotStore? _store;

    protected override ValueTask<(IHotStore Hot, IQualityStore Quality)> OpenAsync() =>
        new((_store = SqliteHotStore.Open(_folder.Path, new(), Clock), new SqliteQuality(_folder.Path, new())));

    protected override ValueTask CloseAsync()
    {
        _store?.Dispose();
        return default;
    }
}
