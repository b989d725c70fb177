using IotLink.Core.Files;
using IotLink.Core.Firmware;
using IotLink.Core.Firmware.Images;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters.Blobs;

public static class BlobsSetup
{
    /// <summary>Large contents in <c>Storage:Folder</c>, the settings of firmware, and what its addresses are signed with.</summary>
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FirmwareOptions>().Bind(configuration.GetSection(FirmwareOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FirmwareOptions>, FirmwareOptionsCheck>();
        var folder = configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Folder)}"] is { Length: > 0 } set ? set : new StorageOptions().Folder;
        services.AddSingleton(s => new ImageKey(LinkKeyFile.Key(configuration["Notifications:LinkKey"] ?? "", folder)));
        return services.AddSingleton<IBlobs>(s => new FolderBlobs(Path.Combine(Path.GetFullPath(folder), "blobs"), s.GetService<TimeProvider>() ?? TimeProvider.System));
    }
}
