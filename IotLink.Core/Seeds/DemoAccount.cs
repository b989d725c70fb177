using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Core.Seeds;

/// <summary>Somebody to sign in as, one per role. Development only.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, string Role, CustomerId? Customer)
{
    public Account ToAccount() => new()
    {
        UserName = UserName,
        DisplayName = DisplayName,
        Email = $"{UserName}@demo.iotlink.example",
        Roles = [Role],
        Customer = Customer,
        Culture = "ko",
    };
}
