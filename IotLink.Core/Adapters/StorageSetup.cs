using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Health;
using IotLink.Core.History;
using IotLink.Core.Quality;
using IotLink.Core.Rules;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters;

/// <summary>Where the ports of the core get their stores.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Registers the stream, the hot store and the dead letters under <c>Storage:Folder</c>, and the relational store. They are opened when
    /// first asked for, and closed by the container.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptions.Validator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddStream();
        services.AddHotStore();
        services.AddRelationalStore(configuration);
        return services;
    }

    /// <summary>For a command beside a host that runs: dead letters to look at, and the relational store.</summary>
    public static IServiceCollection AddDeadLettersBesideHost(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section));
        services.AddSingleton<IDeadLetterStore>(provider => File.Exists(Path.Combine(Options(provider).HotFolder, StateFile.Name))
            ? new SqliteDeadLetters(Options(provider).HotFolder, Options(provider).Hot)
            : throw new FileNotFoundException($"No hot store in {Options(provider).HotFolder} ({StorageOptions.Section}:Folder)."));
        return services.AddRelationalStore(configuration);
    }

    private static void AddStream(this IServiceCollection services)
    {
        services.AddSingleton(provider => MessageLog.Open(
            Options(provider).LogFolder,
            Options(provider).Log,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MessageLog>>()));
        services.AddSingleton<IMessageWriter>(provider => provider.GetRequiredService<MessageLog>());
        services.AddSingleton<IMessageReader>(provider => provider.GetRequiredService<MessageLog>());
        services.AddSingleton<IRawArchive>(provider => provider.GetRequiredService<MessageLog>().Archive);
        services.AddSingleton<IPart>(provider => provider.GetRequiredService<MessageLog>());
    }

    private static void AddHotStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => SqliteHotStore.Open(
            Options(provider).HotFolder,
            Options(provider).Hot,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHotStore>(provider => provider.GetRequiredService<SqliteHotStore>());
        services.AddSingleton<IReadingHistory>(provider => provider.GetRequiredService<SqliteHotStore>().History);
        services.AddSingleton<IPart>(provider => provider.GetRequiredService<SqliteHotStore>());
        services.AddSingleton<IDeadLetterStore>(provider =>
        {
            var writer = provider.GetRequiredService<SqliteHotStore>(); // makes the file that is read
            return new SqliteDeadLetters(Options(provider).HotFolder, Options(provider).Hot, writer);
        });
        services.AddSingleton<IQualityStore>(provider =>
        {
            _ = provider.GetRequiredService<SqliteHotStore>(); // makes the file that is read
            return new SqliteQuality(Options(provider).HotFolder, Options(provider).Hot);
        });
        services.AddSingleton(provider =>
        {
            _ = provider.GetRequiredService<SqliteHotStore>(); // makes the file that is read
            return new SqliteRules(Options(provider).HotFolder, Options(provider).Hot);
        });
        services.AddSingleton<IRuleMemory>(provider => provider.GetRequiredService<SqliteRules>());
        services.AddSingleton<IRuleFirings>(provider => provider.GetRequiredService<SqliteRules>());
    }

    private static StorageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}
