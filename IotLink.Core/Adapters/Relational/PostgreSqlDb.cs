using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : IotLinkDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcMillisecondsConverter>();

        // Order by code point, as SQLite does: the same on every server, whatever its locale.
        conventions.Properties<string>().UseCollation("C");
    }
}
