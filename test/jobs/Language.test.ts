import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { PostingLanguage } from "../../schemas/Languages.ts"
import * as Language from "../../src/jobs/Language.ts"
import * as Tokens from "../../src/jobs/Tokens.ts"
import * as Lines from "./Lines.ts"
import * as Taxonomy from "./Taxonomy.ts"

const of = (text: string, stated: string | null = null) => 
  Language.of(stated, text, Lines.map(text, (line) => Language.inLine(Tokens.of(line), Taxonomy.languages)), Taxonomy.languages)

const texts: Readonly<Record<string, string>> = {
  en: "We are looking for an engineer who will work with our team on the tools that you and your customers use.",
  de: "Wir suchen für unser Team in Berlin eine Ingenieurin, die mit uns an den Werkzeugen arbeitet, und bieten dir eine gute Stelle.",
  fr: "Nous recherchons pour notre équipe à Lyon une personne qui travaille avec nous sur les outils de nos clients et dans un cadre agréable.",
  es: "Buscamos para nuestro equipo en Madrid una persona que trabaje con nosotros en las herramientas de los clientes y que tenga experiencia.",
  pt: "Procuramos para a nossa equipe em São Paulo uma pessoa que trabalhe com os clientes e que tenha experiência no uso das ferramentas.",
  it: "Cerchiamo per il nostro team di Milano una persona che lavori con noi sugli strumenti dei clienti e che abbia esperienza nella gestione.",
  nl: "Wij zoeken voor ons team in Utrecht een collega die met ons aan de tools van onze klanten werkt en die graag nieuwe dingen leert.",
  sv: "Vi söker en utvecklare till vårt team i Malmö som vill jobba med oss och som har erfarenhet av det vi gör för våra kunder.",
  da: "Vi søger en udvikler til vores team i Aarhus, som vil arbejde med os, og som har erfaring med det, vi gør for vores kunder.",
  no: "Vi søker en utvikler til vårt team i Oslo som vil jobbe med oss og som har erfaring med det vi gjør for våre kunder, og ikke minst deg selv.",
  fi: "Haemme kehittäjää tiimiimme. Sinulla on kokemusta ja olet valmis oppimaan, sekä voit työskennellä kanssa meidän asiakkaiden, ja se on myös hyvä.",
  pl: "Szukamy do naszego zespołu w Krakowie osoby, która ma doświadczenie i chce pracować z nami dla klientów na rynku oraz przy projektach.",
  cs: "Hledáme do našeho týmu v Praze kolegu, který má zkušenosti a chce s námi pracovat na projektech pro klienty, které jsou také zajímavé.",
  ro: "Căutăm pentru echipa noastră din Cluj o persoană care să lucreze cu noi și care are experiență în proiecte pentru clienți pe plan local.",
  hu: "Csapatunkba keresünk egy kollégát, aki szeret tanulni, és van tapasztalata. Nem csak a munka, de a csapat is fontos, és ez az, ami kell.",
  tr: "Ekibimiz için deneyim sahibi bir mühendis arıyoruz. Bu rol için iş deneyimi ve iyi bir ekip ruhu daha çok önemli, yıl olarak en az iki.",
  ru: "Мы ищем в нашу команду инженера, который будет работать с нами над продуктом для клиентов. Опыт работы от двух лет, условия и требования.",
  uk: "Ми шукаємо в нашу команду інженера, який буде працювати з нами над продуктом для клієнтів. Досвід роботи від двох років та умови.",
  bg: "Търсим за нашия екип инженер, който да работи с нас и да се развива. Ние сме екип и това е важно за нас, както и за вас, от първия ден.",
  ja: "私たちは一緒に働くエンジニアを探しています。経験のある方を歓迎します。",
  zh: "我们正在寻找一位有经验的软件工程师加入我们的团队，负责平台开发。",
  ko: "우리는 함께 일할 소프트웨어 엔지니어를 찾고 있습니다. 경험이 있는 분을 환영합니다.",
  el: "Αναζητούμε μηχανικό λογισμικού για την ομάδα μας στην Αθήνα με εμπειρία.",
  he: "אנחנו מחפשים מהנדס תוכנה לצוות שלנו בתל אביב עם ניסיון.",
  ar: "نبحث عن مهندس برمجيات للانضمام إلى فريقنا في دبي ولديه خبرة."
}

describe("Language", () => {
  it.each(Object.entries(texts))("knows %s", (language, text) => assert.deepStrictEqual(of(text), { language, source: "text" }))

  it("believes a field before the text", () => {
    for (const stated of ["de", "de-AT", "DE_ch", "German", " deutsch "]) assert.deepStrictEqual(of(texts["en"]!, stated), { language: "de", source: "stated" })
    assert.deepStrictEqual(of(texts["en"]!, "Klingon"), { language: "en", source: "text" })
  })

  it("does not know a short text, nor a list of tools", () => {
    for (const text of ["", "Senior Backend Engineer", "Python, Go, Rust, SQL, AWS, React, Kafka, Spark, Docker, Kubernetes, Terraform, Ansible, Figma"]) {
      assert.deepStrictEqual(of(text), { language: "unknown", source: "none" })
    }
  })

  it("does not know a text in two languages alike", () => {
    const words = (language: string) => Taxonomy.languages.words[language]!.slice(0, 20)
    assert.deepStrictEqual(of([...words("fi"), ...words("tr")].join(" ")), { language: "unknown", source: "none" })
  })

  const isLanguage = Schema.is(PostingLanguage)
  it.prop("says something of any text", [Schema.String, Schema.NullOr(Schema.String)], ([text, stated]) => assert.isTrue(isLanguage(of(text, stated))))
})
