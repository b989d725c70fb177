using IotLink.Core.Accounts;
using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ContactEntity
{
    public required string AccountId { get; set; }

    public string? Mail { get; set; }

    public string? Phone { get; set; }

    public required string Language { get; set; }

    public TimeOnly? QuietFrom { get; set; }

    public TimeOnly? QuietTo { get; set; }

    public void Take(ContactPoints contact)
    {
        (Mail, Phone, Language) = (contact.Mail, contact.Phone, contact.Language);
        (QuietFrom, QuietTo) = (contact.Quiet?.From, contact.Quiet?.To);
    }

    public static Person ToPerson(Account account, ContactEntity? contact) => new(account.ToViewer(), contact is null
        ? new ContactPoints { Mail = account.Email, Language = account.Culture ?? "ko" }
        : new ContactPoints
        {
            Mail = contact.Mail,
            Phone = contact.Phone,
            Language = contact.Language,
            Quiet = contact is { QuietFrom: { } from, QuietTo: { } to } ? new(from, to) : null,
        })
    {
        LockedUntil = account.LockoutEnabled ? account.LockoutEnd : null,
        Sound = account.Sound,
    };
}
