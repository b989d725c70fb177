using Microsoft.Extensions.Configuration;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Section <c>Storage:Relational</c>.</summary>
internal sealed class RelationalOptions
{
    public const string Section = "Storage:Relational";

    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    public string Provider { get; set; } = nameof(RelationalProvider.Sqlite);

    /// <summary>Connection string of the write endpoint. For SQLite by default <c>iotlink.db</c> in <c>Storage:Folder</c>.</summary>
    public string? Write { get; set; }

    /// <summary>Connection string of the read endpoint; the write endpoint by default.</summary>
    public string? Read { get; set; }

    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static RelationalSettings Check(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<RelationalOptions>() ?? new();
        if (!Enum.TryParse<RelationalProvider>(options.Provider, ignoreCase: true, out var provider) || !Enum.IsDefined(provider) || char.IsDigit(options.Provider[0]))
        {
            throw new InvalidOperationException(
                $"{Section}:Provider must be one of {string.Join(", ", Enum.GetNames<RelationalProvider>())} (was '{options.Provider}').");
        }

        var write = string.IsNullOrWhiteSpace(options.Write) ? null : options.Write;
        if (write is null && provider == RelationalProvider.PostgreSql)
        {
            throw new InvalidOperationException($"{Section}:Write must be a connection string when {Section}:Provider is PostgreSql (was empty).");
        }

        write ??= $"Data Source={Path.Combine(Path.GetFullPath(configuration.GetSection("Storage").Get<Home>()?.Folder ?? "data"), "iotlink.db")}";
        return new(provider, write, string.IsNullOrWhiteSpace(options.Read) ? write : options.Read);
    }

    private sealed class Home
    {
        public string Folder { get; set; } = "data";
    }
}

internal enum RelationalProvider { Sqlite, PostgreSql }

internal sealed record RelationalSettings(RelationalProvider Provider, string Write, string Read);
