using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Firmware.Images;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteImageStoreTests(SqliteFixture place) : ImageStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresImageStoreTests(PostgresFixture place) : ImageStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IImageStore"/> keeps to.</summary>
public abstract class ImageStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly ProductId Product = ProductId.Parse("prod-a", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ImageStore Images => new(place.Database);

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_image_comes_back_as_it_was_and_a_version_is_taken_once()
    {
        var image = New("1.4.2") with
        {
            Signature = new byte[] { 1, 2, 3 },
            KeyId = "fw-2026",
            Hardware = ["rev-b"],
            Follows = ["1.4.1"],
            NotesKo = "펌프 정지 수정",
            FileName = "a.bin",
            Uploaded = new(new("u-1", "한지호"), Plant.Noon),
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Images.AddAsync(image, Ct)));

        Assert.Single(answers, added => added);
        var found = (await Images.FindAsync(Product, "1.4.2", Ct))!;
        Assert.Equivalent(image with { Signature = null }, found with { Signature = null }, strict: true);
        Assert.Equal(image.Signature!.Value.ToArray(), found.Signature!.Value.ToArray());
        Assert.Null(await Images.FindAsync(Product, "1.4.3", Ct));
    }

    [Fact]
    public async Task Writers_at_the_same_image_all_decide_on_the_newest()
    {
        await Images.AddAsync(New("1"), Ct);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Images.ChangeAsync(Product, "1", i => i with { NotesEn = i.NotesEn + "x" }, Ct)));

        Assert.Equal("xxxxxxxx", (await Images.FindAsync(Product, "1", Ct))!.NotesEn);
        Assert.Null(await Images.ChangeAsync(Product, "1", _ => null, Ct));
    }

    [Fact]
    public async Task What_was_released_once_stays_in_the_books()
    {
        await Images.AddAsync(New("1"), Ct);
        await Images.AddAsync(New("2") with { Uploaded = new(Person.System, Plant.Noon) }, Ct);
        await Images.ChangeAsync(Product, "2", i => i with { State = ImageState.Released, Released = new(Person.System, Plant.Noon) }, Ct);
        await Images.ChangeAsync(Product, "2", i => i with { State = ImageState.Revoked }, Ct);

        Assert.Null(await Images.DiscardAsync(Product, "2", Ct));
        Assert.Equal("1", (await Images.DiscardAsync(Product, "1", Ct))!.Version);
        Assert.Equal(["2"], (await Images.ListAsync(null, Ct)).Select(i => i.Version));
        Assert.Empty(await Images.ListAsync(ProductId.Parse("prod-b", null), Ct));
    }

    private static FirmwareImage New(string version) => new(Product, version, 3, new string('a', 64));
}
